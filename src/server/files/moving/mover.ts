/** Moves all files from where they are to another storage, while people send and read them. Broken off, it goes on the next time. */
import { Inject, Injectable } from '@nestjs/common';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CONFIG, type RunningConfig } from '../../config/config.js';
import { StartError } from '../../platform/errors/start-error.js';
import { NodesRepository } from '../../presence/nodes.repository.js';
import { scratchIn } from '../keeping/scratch.js';
import { signedFor } from '../serving/serve-object.js';
import { isSamePlace, placeOf } from './addresses.js';
import { brokenOff, copyAll } from './copying.js';
import { empty } from './emptying.js';
import { type Move, MovesRepository } from './moves.repository.js';
import { newProbe, requireAddress } from './new-place.js';
import { WantedRepository } from './wanted.repository.js';
import { holdsFor, Whereabouts } from './whereabouts.js';

export interface Telling {
  say(line: string): void;
  /** Of a count of which the number is not known, `of` is missing. */
  progress(soFar: { files: number; of?: number; bytes?: number }): void;
}

/** Milliseconds after which every node acts on what was written down. */
const knownAfter = holdsFor + 500;

/** Milliseconds. */
const lookEvery = 1_000;

@Injectable()
export class Mover {
  private readonly scratch: string;

  constructor(
    private readonly moves: MovesRepository,
    private readonly wanted: WantedRepository,
    private readonly whereabouts: Whereabouts,
    private readonly nodes: NodesRepository,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {
    this.scratch = join(scratchIn(config.DATA_DIR), 'moving');
  }

  /** Resolves when everything is there, and nothing left at the old place. `isSet`: FILES_URL says so already. */
  async move(typed: string, telling: Telling): Promise<{ place: string; isSet: boolean }> {
    const address = requireAddress(typed, this.config.DATA_DIR);
    await this.moves.alone(async () => {
      await rm(this.scratch, { recursive: true, force: true });
      await mkdir(this.scratch, { recursive: true, mode: 0o700 });
      try {
        const before = await this.moves.find();
        await this.carryOut(await this.begin(address, before), before, telling);
      } catch (error) {
        throw brokenOff(error);
      } finally {
        await rm(this.scratch, { recursive: true, force: true });
      }
    });
    return { place: placeOf(address), isSet: this.isSet(address) };
  }

  private async carryOut(move: Move, before: Move | null, telling: Telling): Promise<void> {
    telling.say(`Files move from ${placeOf(move.source)} to ${placeOf(move.target)}.`);
    if (move.stage === 'announced') {
      await this.announce(move, before);
      await this.moves.reach('copying');
    }
    let isCopied = move.stage === 'emptying';
    do {
      if (!isCopied) {
        await this.copy(move, telling);
        await this.moves.reach('emptying');
      }
      isCopied = await this.isEmptied(move, telling);
      // Somebody kept something at the old place, against all that was agreed: whoever reads from both finds it.
      if (!isCopied) await this.moves.reach('copying');
    } while (!isCopied);
    await this.whereabouts.open(move.target).remove([move.probe]);
    await this.moves.reach(this.isSet(move.target) ? 'confirmed' : 'moved');
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
    const probe = await this.requireAnother(source, target);
    if (isUnderWay) await this.whereabouts.open(found.target).remove([found.probe]);
    const stage = turnsBack ? 'copying' : isResumed ? found.stage : 'announced';
    const move: Move = { source, target, stage, probe, objection: null };
    await this.moves.write(move);
    return move;
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

  private async announce(move: Move, before: Move | null): Promise<void> {
    await sleep(knownAfter);
    const objection = await this.objection();
    if (objection === null) return;
    await this.withdraw(move, before);
    await this.whereabouts.open(move.target).remove([move.probe]);
    throw new StartError(`Nothing was moved, as a node of the server cannot go along. ${objection}`);
  }

  /** What an earlier move has left stands again: a FILES_URL may still name the place before that. */
  private async withdraw(move: Move, before: Move | null): Promise<void> {
    if (before === null) return this.moves.forget();
    const isBroken = before.stage === 'announced';
    await this.moves.write(
      isBroken ? { ...move, source: move.target, target: move.source, stage: 'moved' } : before,
    );
  }

  private async copy(move: Move, telling: Telling): Promise<void> {
    await sleep(knownAfter);
    // From now on nothing new is kept at the source but by uploads that began before.
    const since = await this.wanted.now();
    await this.copyAll(move, telling);
    if (await this.uploadsEnd(since, telling)) await this.copyAll(move, telling);
    const objection = await this.objection();
    if (objection !== null)
      throw new StartError(
        `Everything is copied, but a node of the server cannot go along. ${objection} Then run the same command again.`,
      );
  }

  private async copyAll({ source, target }: Move, telling: Telling): Promise<void> {
    const objects = await this.wanted.objects();
    await copyAll(this.whereabouts.open(source), this.whereabouts.open(target), this.wanted, {
      scratch: this.scratch,
      progress: (files, bytes) => telling.progress({ files, of: Math.max(objects, files), bytes }),
    });
  }

  /** Whether there was any to wait for. */
  private async uploadsEnd(begunBefore: Date, telling: Telling): Promise<boolean> {
    for (let told = false; ; told = true) {
      const count = await this.wanted.underWay(begunBefore);
      if (count === 0) return told;
      if ((await this.nodes.countAlive()) === 0)
        throw new StartError(
          `All files are copied, but uploads are not finished (${count}), and no server runs: start it, and run the same command again once they are, in a day at the latest.`,
        );
      if (!told)
        telling.say(
          `All files are copied. Uploads that began before (${count}) end where they began: waiting for them, a day at most. You can break this off and run it again later.`,
        );
      await sleep(lookEvery);
    }
  }

  private async isEmptied({ source, target }: Move, telling: Telling): Promise<boolean> {
    const [from, to] = [this.whereabouts.open(source), this.whereabouts.open(target)];
    // Addresses that were signed there must have been followed.
    await sleep(from.readsFrom.length > 0 ? signedFor * 1000 : knownAfter);
    telling.say(`Everything is at ${placeOf(target)}. The old place is emptied.`);
    return (await empty(from, to, this.wanted, (files) => telling.progress({ files }))) === 0;
  }

  private isSet(address: string): boolean {
    return isSamePlace(address, this.whereabouts.setting);
  }

  private async objection(): Promise<string | null> {
    return (await this.moves.find())?.objection ?? null;
  }
}
