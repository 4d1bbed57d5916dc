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

const newcomer = () =>
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
   * Undefined at once for what may be written, which is nearly all: whoever sends keeps their place in the queue. Rejects with
   * `invalid` where a word holds one of the texts back, whoever writes it, and with `forbidden` for newcomers during a raid.
   */
  check(author: SignedInUser, ...texts: (string | undefined)[]): Promise<void> | undefined {
    const { word_list: list, raid_guard: isGuarded } = this.settings.current;
    if (list !== this.list) this.learn(list);
    if (list.length > 0)
      for (const text of texts) {
        const word = text && this.words.find(text);
        if (word) return Promise.reject(heldBack(word));
      }
    if (isGuarded && !moderates(author.role) && !this.known.has(author.id))
      return this.requireKnown(author.id);
    return undefined;
  }

  /** Throws what `check` rejects with. */
  async require(author: SignedInUser, ...texts: (string | undefined)[]): Promise<void> {
    await this.check(author, ...texts);
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
