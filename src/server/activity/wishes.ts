/** What people want to be called for beside their names, kept in memory: it is asked of each message. */
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { pollUnlessBusy } from '../platform/work/poll.js';
import { KeywordIndex } from './keyword-index.js';
import { WishesRepository } from './wishes.repository.js';

/** Milliseconds until somebody's new keyword, or level, counts. */
const lookEvery = 3_000;

/** Of the time at most this part is spent on finding the rooms that are heard. */
const share = 1 / 50;

@Injectable()
export class Wishes implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Wishes.name);
  private keywords = new KeywordIndex();
  private keywordsState: string | undefined;
  private heard: ReadonlySet<number> = new Set();
  private roomsDueAt = 0;
  private stopLooking = () => {};

  constructor(private readonly repository: WishesRepository) {}

  async onApplicationBootstrap(): Promise<void> {
    const onError = (error: unknown) =>
      this.logger.debug(`The wishes of people could not be read: ${String(error)}`);
    await this.look().catch(onError);
    this.stopLooking = pollUnlessBusy(lookEvery, () => this.lookInTime(), onError);
  }

  onModuleDestroy(): void {
    this.stopLooking();
  }

  /** False until they have been read for the first time: nobody knows whom a text calls. */
  get areKnown(): boolean {
    return this.keywordsState !== undefined;
  }

  /** Whom a text calls by keywords of theirs, members or not. */
  calledBy(text: string): number[] {
    return this.keywords.calledBy(text);
  }

  /** Whether somebody wants to hear of all that is said in a room, on a device. */
  isHeard(roomId: number): boolean {
    return this.heard.has(roomId);
  }

  async look(): Promise<void> {
    await this.lookForRooms();
    await this.lookForKeywords();
  }

  private async lookInTime(): Promise<void> {
    if (performance.now() >= this.roomsDueAt) await this.lookForRooms();
    await this.lookForKeywords();
  }

  private async lookForKeywords(): Promise<void> {
    const state = await this.repository.keywordsState();
    if (state === this.keywordsState) return;
    this.keywords = new KeywordIndex(await this.repository.keywords());
    this.keywordsState = state;
  }

  private async lookForRooms(): Promise<void> {
    const begun = performance.now();
    this.heard = new Set(await this.repository.roomsHeard());
    const now = performance.now();
    this.roomsDueAt = now + (now - begun) / share;
  }
}
