/** Where files are: where FILES_URL says, unless they are being moved or were. */
import { Inject, Injectable, Logger } from '@nestjs/common';
import { CONFIG, type RunningConfig } from '../../config/config.js';
import { StartError } from '../../platform/errors/start-error.js';
import { withFallback } from '../../platform/storage/fallback.storage.js';
import { openStorage } from '../../platform/storage/open-storage.js';
import type { Storage } from '../../platform/storage/storage.js';
import { NODE_ID } from '../../platform/work/node-id.js';
import { pollUnlessBusy } from '../../platform/work/poll.js';
import { addressOf, isSamePlace, placeOf } from './addresses.js';
import { type Move, MovesRepository, SealedMove } from './moves.repository.js';
import { ofNewPlace } from './new-place.js';
import type { MoveStage } from './storage-move.entity.js';

/** Milliseconds between two looks. */
const lookEvery = 1_000;

/** Milliseconds for which a look holds: whoever asks later waits for the next. So whoever moves knows when all nodes know. */
export const holdsFor = 1_500;

const otherSecret =
  'It cannot read where files go: give the command the SESSION_SECRET, or the DATA_DIR, that the server has.';

const isUnderWay = (stage: MoveStage) => stage === 'announced' || stage === 'copying';

@Injectable()
export class Whereabouts {
  private readonly logger = new Logger(Whereabouts.name);
  private readonly given: string;
  /** By their addresses. All stay open until the end: somebody may still read from one. */
  private readonly opened = new Map<string, Storage>();
  private storage!: Storage;
  private move: Move | null = null;
  /** Where things are written to. */
  private base: string;
  /** Where they are read from, too. */
  private fallback: string | undefined;
  private isServer = false;
  /** The probe of a move that this node does not go along with, as it was begun with other settings than its own. */
  private refused: string | undefined;
  private lookedAt = -Infinity;
  private looking: Promise<void> | undefined;
  private hint: string | undefined;
  private stopLooking = () => {};

  constructor(
    private readonly moves: MovesRepository,
    @Inject(CONFIG) private readonly config: RunningConfig,
    @Inject(NODE_ID) private readonly nodeId: string,
  ) {
    this.given = this.base = addressOf(config.FILES_URL, config.DATA_DIR);
  }

  /** The first look. Throws a StartError where FILES_URL cannot be right. Only a server then says what has become of a move. */
  async begin(isServer: boolean): Promise<void> {
    this.isServer = isServer;
    this.use(this.base);
    const at = performance.now();
    const move = await this.moves.find();
    if (move) await this.requireRight(move);
    this.lookedAt = at;
  }

  /** Looks again and again, until it is closed. */
  watch(): void {
    this.stopLooking = pollUnlessBusy(
      lookEvery,
      () => this.lookAround(),
      (error) => this.logger.debug(`Where files are could not be looked up: ${String(error)}`),
    );
  }

  /** Where files are by now. */
  async now(): Promise<Storage> {
    if (performance.now() - this.lookedAt > holdsFor) await this.look();
    return this.storage;
  }

  /** As it was last looked up. */
  get known(): Storage {
    return this.storage;
  }

  /** What FILES_URL says. */
  get setting(): string {
    return this.given;
  }

  open(address: string): Storage {
    let storage = this.opened.get(address);
    if (!storage) this.opened.set(address, (storage = openStorage(address, this.config.DATA_DIR)));
    return storage;
  }

  async close(): Promise<void> {
    this.stopLooking();
    await Promise.all([...this.opened.values()].map((storage) => storage.close()));
  }

  /** Of a server that runs: while it starts, it says nothing. */
  private async lookAround(): Promise<void> {
    if (this.hint) this.logger.warn(this.hint);
    this.hint = undefined;
    await this.look();
  }

  private look(): Promise<void> {
    return (this.looking ??= this.lookNow().finally(() => (this.looking = undefined)));
  }

  private async lookNow(): Promise<void> {
    const at = performance.now();
    try {
      const move = await this.moves.find();
      if (move && this.mayRefuse(move) && !this.isFromHere(move))
        await this.refuse(move.probe, this.elsewhere(move));
      else this.goAlong(move);
    } catch (error) {
      if (!(error instanceof SealedMove && this.mayRefuse(error.move))) throw error;
      await this.refuse(error.move.probe, otherSecret);
    }
    this.lookedAt = at;
  }

  private goAlong(move: Move | null): void {
    if (move) this.follow(move);
    // One that was taken back, or that FILES_URL has made needless: things stay where they are.
    else if (this.move) this.use(this.base);
    this.move = move;
  }

  /** Until everything is at the target. What has come further, all nodes have agreed to. */
  private mayRefuse({ stage, probe }: Pick<Move, 'stage' | 'probe'>): boolean {
    return this.isServer && (isUnderWay(stage) || probe === this.refused);
  }

  /** Whether whoever began it meant the place that this node has. */
  private isFromHere({ stage, source, target, probe }: Move): boolean {
    const ends = stage === 'announced' ? [source] : [source, target];
    const here = [this.base, this.fallback ?? this.base];
    return probe !== this.refused && ends.some((end) => here.some((address) => isSamePlace(end, address)));
  }

  private elsewhere({ source }: Move): string {
    return `It keeps files at ${placeOf(this.base)}, and not at ${placeOf(source)}: give the command the FILES_URL and the DATA_DIR that the server has.`;
  }

  /** Files stay where this node has them: the command was given other settings. */
  private async refuse(probe: string, objection: string): Promise<void> {
    if (probe === this.refused) return;
    await this.moves.object(probe, objection);
    this.logger.error(`Files are not moved. ${objection}`);
    this.refused = probe;
  }

  private async requireRight(move: Move): Promise<void> {
    const [isSource, isTarget] = [move.source, move.target].map((place) => isSamePlace(this.given, place));
    if (!isSource && !isTarget) {
      if (move.stage === 'confirmed' && this.isServer) return this.moves.forget(move.probe);
      throw new StartError(neither(move));
    }
    if (move.stage === 'moved' && isTarget && this.isServer) await this.moves.confirm(move.probe);
    if (!isUnderWay(move.stage) && isSource)
      this.hint = `Files were moved to ${placeOf(move.target)}, and are kept there: set FILES_URL to that address.`;
    this.follow(move);
    this.move = move;
  }

  /** FILES_URL knows best how to get in where it leads. */
  private addressIn(address: string): string {
    return isSamePlace(address, this.given) ? this.given : address;
  }

  private follow(move: Move): void {
    const { stage, source, target, probe } = move;
    const was = this.move;
    if (was?.stage === stage && was.source === source && was.target === target && was.probe === probe) return;
    const [old, next] = [this.addressIn(source), this.addressIn(target)];
    if (stage === 'announced') this.use(old, next);
    else if (stage === 'copying') this.use(next, old);
    else this.use(next);
    const isNew = was?.probe !== probe || !isUnderWay(was.stage);
    if (this.isServer && isUnderWay(stage) && isNew) void this.tryOut(next, move);
  }

  private use(address: string, fallback?: string): void {
    const storage = this.open(address);
    this.base = address;
    this.fallback = fallback;
    this.storage = fallback === undefined ? storage : withFallback(storage, this.open(fallback));
  }

  /** Whoever moves waits to be told, before anything is kept at the target, that this node finds it there, or why it does not. */
  private async tryOut(address: string, { target, probe }: Move): Promise<void> {
    try {
      const storage = this.open(address);
      await storage.check();
      if (await storage.has(probe)) return await this.moves.agree(probe, this.nodeId);
      await this.moves.object(probe, `${placeOf(target)} is another place there: all nodes must share it.`);
    } catch (error) {
      this.logger.error(`Files cannot be moved to ${placeOf(target)}: ${String(error)}`);
      await this.moves.object(probe, (ofNewPlace(error) as Error).message).catch(() => undefined);
    }
  }
}

function neither({ stage, source, target }: Move): string {
  const [old, next] = [placeOf(source), placeOf(target)];
  if (isUnderWay(stage))
    return `Files are being moved from ${old} to ${next}, and FILES_URL is neither: set it to the address of one of them.`;
  return `Files were moved to ${next}, and FILES_URL is another place: set it to that address.`;
}
