/** Moves all files from where they are to another storage, while people send and read them. Broken off, it goes on the next time. */
import { Inject, Injectable } from '@nestjs/common';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CONFIG, type RunningConfig } from '../../config/config.js';
import { StartError } from '../../platform/errors/start-error.js';
import { NodesRepository } from '../../presence/nodes.repository.js';
import { scratchIn } from '../keeping/scratch.js';
import { signedFor } from '../serving/serve-object.js';
import { isSamePlace, placeOf } from './addresses.js';
import { Consent, orBack, pause } from './consent.js';
import { brokenOff, copyAll } from './copying.js';
import { empty, type Hindrance, hindranceAt } from './emptying.js';
import { type Move, MovesRepository } from './moves.repository.js';
import { newProbe, requireAddress } from './new-place.js';
import type { MoveStage } from './storage-move.entity.js';
import { WantedRepository } from './wanted.repository.js';
import { holdsFor, Whereabouts } from './whereabouts.js';

export interface Telling {
  say(line: string): void;
  /** Of a count of which the number is not known, `of` is missing. */
  progress(soFar: { objects: number; of?: number; bytes?: number }): void;
}

/** Milliseconds after which every node acts on what was written down. */
const knownAfter = holdsFor + 500;

/** Milliseconds. */
const lookEvery = 1_000;

interface Work {
  telling: Telling;
  /** Aborted where somebody else may have begun to move files. */
  signal: AbortSignal;
}

@Injectable()
export class Mover {
  private readonly scratch: string;

  constructor(
    private readonly moves: MovesRepository,
    private readonly wanted: WantedRepository,
    private readonly whereabouts: Whereabouts,
    private readonly nodes: NodesRepository,
    private readonly consent: Consent,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {
    this.scratch = join(scratchIn(config.DATA_DIR), 'moving');
  }

  /** Resolves when everything is there, and the old place is emptied where that can be. `isSet`: FILES_URL says so already. */
  async move(typed: string, telling: Telling): Promise<{ place: string; isSet: boolean }> {
    const address = requireAddress(typed, this.config.DATA_DIR);
    await this.moves.alone(async (signal) => {
      await rm(this.scratch, { recursive: true, force: true });
      await mkdir(this.scratch, { recursive: true, mode: 0o700 });
      let move: Move | null = null;
      try {
        const before = (move = await this.moves.find());
        move = await this.begin(address, before);
        await this.carryOut(move, before, { telling, signal });
      } catch (error) {
        throw brokenOff(error, move?.stage);
      } finally {
        await rm(this.scratch, { recursive: true, force: true });
      }
    });
    return { place: placeOf(address), isSet: this.isSet(address) };
  }

  private async carryOut(move: Move, before: Move | null, work: Work): Promise<void> {
    const { source, target, probe } = move;
    const wasEmptying = move.stage === 'emptying';
    work.telling.say(`Files move from ${placeOf(source)} to ${placeOf(target)}.`);
    if (move.stage === 'announced') {
      await this.announce(move, before, work);
      await this.reach('copying', move);
    }
    for (;;) {
      if (move.stage === 'copying') {
        await this.copy(move, work);
        await this.reach('emptying', move);
      }
      if (await this.emptySource(move, wasEmptying, work)) break;
      // Somebody kept something at the old place, against all that was agreed: whoever reads from both finds it.
      await this.reach('copying', move);
    }
    await this.whereabouts.open(target).remove([probe]);
    await this.reach('moved', move);
  }

  private async reach(stage: MoveStage, move: Move): Promise<void> {
    await this.moves.reach(stage, move.probe);
    move.stage = stage;
  }

  /** Writes down what is to be done: a new move, one that was broken off, or the way back of that. */
  private async begin(target: string, found: Move | null): Promise<Move> {
    const isUnderWay = found !== null && !['moved', 'confirmed'].includes(found.stage);
    const isResumed = isUnderWay && isSamePlace(found.target, target);
    const turnsBack = isUnderWay && found.stage !== 'emptying' && isSamePlace(found.source, target);
    if (isUnderWay && !isResumed && !turnsBack)
      throw new StartError(
        `Files are on their way from ${placeOf(found.source)} to ${placeOf(found.target)}: let that end first, by "npm run files -- move" with that address.`,
      );
    const source = isResumed ? found.source : (found?.target ?? this.whereabouts.setting);
    if (!isUnderWay && !this.isSet(source) && !this.isSet(target))
      throw new StartError(
        `Files were moved to ${placeOf(source)}: set FILES_URL to that address and start all nodes again before you move them on. A node that starts meanwhile would not know where they are.`,
      );
    // Everything is at the target: the source need not be there any more.
    if (isResumed && found.stage === 'emptying') return this.write({ ...found, target });
    const probe = await this.requireAnother(source, target);
    if (isUnderWay) await this.whereabouts.open(found.target).remove([found.probe]);
    return this.write({
      source,
      target,
      stage: turnsBack ? 'copying' : isResumed ? found.stage : 'announced',
      probe,
    });
  }

  private async write(move: Omit<Move, 'objection' | 'agreed'>): Promise<Move> {
    await this.moves.write(move);
    return { ...move, objection: null, agreed: [] };
  }

  private async requireAnother(source: string, target: string): Promise<string> {
    const there = new StartError(`Files are at ${placeOf(source)} already: nothing was moved.`);
    if (isSamePlace(source, target)) throw there;
    const from = this.whereabouts.open(source);
    await from.check();
    const probe = await newProbe(from, this.whereabouts.open(target), this.scratch);
    if (probe === null) throw there;
    return probe;
  }

  private async announce(move: Move, before: Move | null, { signal }: Work): Promise<void> {
    const refusal = await this.consent.refusal(move.probe, signal, knownAfter);
    if (refusal === null) return;
    await this.withdraw(move, before);
    await this.whereabouts.open(move.target).remove([move.probe]);
    throw new StartError(`Nothing was moved. ${refusal}`);
  }

  /** What an earlier move has left stands again: a FILES_URL may still name the place before that. */
  private async withdraw(move: Move, before: Move | null): Promise<void> {
    if (before === null) return this.moves.forget(move.probe);
    const isBroken = before.stage === 'announced';
    await this.moves.write(
      isBroken ? { ...move, source: move.target, target: move.source, stage: 'moved' } : before,
    );
  }

  private async copy(move: Move, work: Work): Promise<void> {
    await pause(knownAfter, work.signal);
    // From now on nothing new is kept at the source but by uploads that began before.
    const since = await this.wanted.now();
    await this.copyAll(move, work);
    if (await this.uploadsEnd(move, since, work)) await this.copyAll(move, work);
    const refusal = await this.consent.refusal(move.probe, work.signal);
    if (refusal !== null) throw new StartError(`Everything is copied. ${refusal} ${orBack}`);
  }

  private async copyAll(move: Move, { telling, signal }: Work): Promise<void> {
    const [from, to] = [this.whereabouts.open(move.source), this.whereabouts.open(move.target)];
    const count = await this.wanted.objects();
    await copyAll(from, to, this.wanted, {
      scratch: this.scratch,
      progress: (objects, bytes) => telling.progress({ objects, of: Math.max(count, objects), bytes }),
      mayGoOn: () => this.consent.requireNoObjection(move.probe),
      signal,
    });
  }

  /** Whether there was any to wait for. */
  private async uploadsEnd(move: Move, begunBefore: Date, { telling, signal }: Work): Promise<boolean> {
    for (let told = false; ; told = true) {
      const count = await this.wanted.underWay(begunBefore);
      if (count === 0) return told;
      if ((await this.nodes.countAlive()) === 0)
        throw new StartError(
          `All files are copied, but uploads are not finished (${count}), and no server runs: start it, and run the same command again once they are, in a day at the latest.`,
        );
      await this.consent.requireNoObjection(move.probe);
      if (!told)
        telling.say(
          `All files are copied. Uploads that began before (${count}) end where they began: waiting for them, a day at most. You can break this off and run it again later.`,
        );
      await pause(lookEvery, signal);
    }
  }

  /**
   * False where something is left that somebody has. A source that cannot be emptied ends no move for good: begun again, it is
   * taken for empty where it is gone, and left to its owner where nothing can be removed from it.
   */
  private async emptySource({ source, target }: Move, isBegunAgain: boolean, work: Work): Promise<boolean> {
    const { telling, signal } = work;
    const [from, to] = [this.whereabouts.open(source), this.whereabouts.open(target)];
    // Addresses that were signed there must have been followed.
    await pause(from.readsFrom.length > 0 ? signedFor * 1000 : knownAfter, signal);
    const hindrance = isBegunAgain ? await hindranceAt(from) : null;
    telling.say(`Everything is at ${placeOf(target)}. ${whatBecomesOfTheOld(hindrance)}`);
    if (hindrance?.isGone) return true;
    const progress = (objects: number) => telling.progress({ objects });
    return (await empty(from, to, this.wanted, { progress, signal, removes: hindrance === null })) === 0;
  }

  private isSet(address: string): boolean {
    return isSamePlace(address, this.whereabouts.setting);
  }
}

function whatBecomesOfTheOld(hindrance: Hindrance | null): string {
  if (hindrance === null) return 'The old place is emptied.';
  const { isGone, reason } = hindrance;
  return isGone
    ? `The old place cannot be asked any more (${reason}) and is taken for empty.`
    : `Nothing can be removed from the old place (${reason}): what is left there, remove yourself.`;
}
