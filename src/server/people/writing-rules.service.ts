/** What keeps texts back on the whole server: words that are not written here, and a guard against raids. */
import { Injectable } from '@nestjs/common';
import { moderates } from '../../shared/rules/moderates.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import { AppError } from '../platform/errors/app-error.js';
import { SettingsService } from '../settings/settings.service.js';
import { HeldWords } from './held-words.js';
import { requireModerator } from './moderators.js';
import { UsersRepository } from './users.repository.js';

const day = 24 * 3_600_000;

const heldBack = (word: string) =>
  new AppError('invalid', '“{{word}}” is not written here. Change the text, and send it again.', { word });

export const newcomer = () =>
  new AppError('forbidden', 'Just now only people who have been here for a day can write. Try again later.');

@Injectable()
export class WritingRules {
  private list: readonly string[] = [];
  private words = new HeldWords([]);
  /** People who were here a day ago: so they are for good. */
  private readonly known = new Set<number>();

  constructor(
    private readonly settings: SettingsService,
    private readonly users: UsersRepository,
  ) {}

  /**
   * Why a word holds one of the texts back, whoever writes it; undefined for what may be written, which is nearly all. At once: whoever
   * sends keeps their place in the queue.
   */
  held(...texts: (string | undefined)[]): AppError | undefined {
    const { word_list: list } = this.settings.current;
    if (list !== this.list) this.learn(list);
    if (list.length === 0) return undefined;
    const word = texts.flatMap((text) => (text && this.words.find(text)) || [])[0];
    return word === undefined ? undefined : heldBack(word);
  }

  /** Throws `invalid` where a word holds one of the texts back, and `forbidden` for newcomers during a raid; of messages the log asks that. */
  async require(author: SignedInUser, ...texts: (string | undefined)[]): Promise<void> {
    const held = this.held(...texts);
    if (held) throw held;
    if (this.isGuarded && !moderates(author.role) && !this.known.has(author.id))
      await this.requireKnown(author.id);
  }

  get isGuarded(): boolean {
    return this.settings.current.raid_guard;
  }

  /** Moderators do it as well: who comes for a raid comes at night. */
  async guard(moderator: SignedInUser, on: boolean): Promise<void> {
    requireModerator(moderator);
    await this.settings.apply(moderator, { raid_guard: on });
  }

  private async requireKnown(userId: number): Promise<void> {
    const user = await this.users.find(userId);
    if (!user || user.createdAt.getTime() > Date.now() - day) throw newcomer();
    this.known.add(userId);
  }

  /** The list is read anew every few seconds, and nearly always the same. */
  private learn(list: readonly string[]): void {
    if (list.join('\n') !== this.list.join('\n')) this.words = new HeldWords(list);
    this.list = list;
  }
}
