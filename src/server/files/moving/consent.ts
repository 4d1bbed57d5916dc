/** Whether all nodes can go along with a move: until they have said so, nothing is kept where one of them would not find it. */
import { Injectable } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartError } from '../../platform/errors/start-error.js';
import { NodesRepository } from '../../presence/nodes.repository.js';
import { anotherMoves, type Move, MovesRepository } from './moves.repository.js';

/** Milliseconds. */
const askEvery = 250;

export const orBack =
  'Mend that and run the same command again, or go back by the same command with the old address; files are read from both places until then.';

@Injectable()
export class Consent {
  /** Milliseconds: a node that does not reach the new place finds that out within 15 s. Tests have less. */
  patience = 30_000;

  constructor(
    private readonly moves: MovesRepository,
    private readonly nodes: NodesRepository,
  ) {}

  /**
   * Waits, and no less than so many milliseconds, until all nodes that run have found the probe at the target; why they do not
   * is a sentence. Silence is no consent: a node may take long to find out that it cannot go along.
   */
  async refusal(probe: string, signal: AbortSignal, atLeast = 0): Promise<string | null> {
    for (const since = performance.now(); ; await pause(askEvery, signal)) {
      const { objection, agreed } = await this.written(probe);
      if (objection !== null) return cannotGoAlong(objection);
      const waited = performance.now() - since;
      const silent = await this.nodes.countAliveBut(agreed);
      if (silent === 0 && waited >= atLeast) return null;
      if (silent > 0 && waited > this.patience)
        return `Not every node of the server (${silent} did not) said within ${this.patience / 1_000} seconds that it can use the new place: see what is in their logs.`;
    }
  }

  /** Whoever cannot go along cannot take what is sent either: no reason to wait until everything is copied. */
  async requireNoObjection(probe: string): Promise<void> {
    const { objection } = await this.written(probe);
    if (objection !== null) throw new StartError(`${cannotGoAlong(objection)} ${orBack}`);
  }

  private async written(probe: string): Promise<Move> {
    const move = await this.moves.find();
    if (move?.probe !== probe) throw anotherMoves();
    return move;
  }
}

const cannotGoAlong = (objection: string) => `A node of the server cannot go along. ${objection}`;

/** Rejects with the reason of the signal, which ends it. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => signal.throwIfAborted());
}
