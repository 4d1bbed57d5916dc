/** Reactions: adding them, taking them back, and whose they are. */
import { Injectable } from '@nestjs/common';
import { isEmojiName } from '../../../shared/emoji.js';
import { limits } from '../../../shared/limits.js';
import type { UserView } from '../../../shared/people.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { AppError } from '../../platform/errors/app-error.js';
import { pageOf } from '../../platform/postgres/page.js';
import { KnownEmoji } from '../../emoji/known-emoji.js';
import { Inspection } from '../reading/inspection.service.js';
import { type OneReaction, ReactionsRepository } from './reactions.repository.js';

@Injectable()
export class Reactions {
  constructor(
    private readonly repository: ReactionsRepository,
    private readonly inspection: Inspection,
    private readonly emoji: KnownEmoji,
  ) {}

  /** Whether anything changed. Throws `not_found` for an emoji that is not there, and `conflict` where it would be one kind too many. */
  async set(userId: number, { messageId, emoji, on }: OneReaction & { on: boolean }): Promise<boolean> {
    if (!on) return this.repository.takeBack(messageId, userId, emoji);
    if (isEmojiName(emoji)) await this.emoji.require(emoji.slice(1, -1));
    const outcome = await this.repository.react(messageId, userId, emoji);
    if (outcome === 'full') throw tooManyKinds();
    return outcome === 'changed';
  }

  /** Those of these reactions that are the reader's own; of messages that are not theirs to read, none. */
  async own(reader: SignedInUser, asked: OneReaction[]): Promise<{ reactions: OneReaction[] }> {
    return { reactions: await this.repository.own(reader.id, asked) };
  }

  /** Everybody who reacted so, page by page: a message itself names only the first of them. */
  async people(
    reader: SignedInUser,
    { messageId, emoji }: OneReaction,
    { after = 0, limit }: { after?: number; limit: number },
  ): Promise<{ users: UserView[]; next: number | null }> {
    await this.inspection.message(reader, messageId);
    const { page, next } = pageOf(await this.repository.people(messageId, emoji, after, limit + 1), limit);
    return { users: page, next };
  }
}

const tooManyKinds = () =>
  new AppError(
    'conflict',
    'This message has {{maximum}} different reactions, the most it can have. Choose one of those.',
    { maximum: limits.reactionKinds },
  );
