/** Follows the log, and makes of it what is meant for people. */
import { Injectable } from '@nestjs/common';
import type { MessageView } from '../../shared/messages.js';
import { isSaid } from '../../shared/rules/is-said.js';
import type { Ask, ChangedMessage } from '../messages/log/catch-up.repository.js';
import type { Concern, LogSubscriber } from '../messages/log/follower.js';
import { LogFollowers } from '../messages/log/log-followers.js';
import { everybodyHere } from '../messages/log/mentioned.js';
import { PresenceService } from '../presence/presence.service.js';
import { ActivityNews } from './activity-news.js';
import { Wishes } from './wishes.js';
import { type Reconciled, ReconcilingRepository } from './reconciling.repository.js';

const nothing: Reconciled = { added: [], gone: [] };

@Injectable()
export class ActivityFollower implements LogSubscriber {
  readonly name = 'activity';

  constructor(
    followers: LogFollowers,
    private readonly repository: ReconcilingRepository,
    private readonly presence: PresenceService,
    private readonly news: ActivityNews,
    private readonly wishes: Wishes,
  ) {
    followers.follow(this);
  }

  concerns({ roomId, text, mentions, threadId, kind }: MessageView, isTalk: boolean): Concern {
    if (!isSaid(kind)) return 'never';
    if (isTalk || mentions || threadId || !this.wishes.areKnown) return 'now';
    if (this.wishes.calledBy(text!).length > 0) return 'now';
    return this.wishes.isHeard(roomId) ? 'soon' : 'never';
  }

  async process(messages: ChangedMessage[], ask: Ask): Promise<() => void> {
    if (!this.wishes.areKnown) await this.wishes.look();
    const rows = await this.reconcile(messages, ask);
    await this.repository.tellOfAll(
      ask,
      messages.filter((message) => this.isHeard(message)),
    );
    const reactions = await this.reconcileReactions(messages, ask);
    return () =>
      this.news.tell([...rows.added, ...reactions.added], [...new Set([...rows.gone, ...reactions.gone])]);
  }

  /** A change that is neither an edit nor a deletion means nothing to anybody but the author. */
  private async reconcile(messages: ChangedMessage[], ask: Ask): Promise<Reconciled> {
    const asked = messages.filter(({ isNew, isEdited, text }) => isNew || isEdited || text === null);
    if (asked.length === 0) return nothing;
    const callsHere = asked.some(({ mentions }) => mentions?.includes(everybodyHere));
    return this.repository.reconcile(ask, asked, this.words(asked), callsHere ? this.presence.here() : []);
  }

  private words(messages: ChangedMessage[]): [messageId: number, userId: number][] {
    return messages.flatMap(({ id, text }) =>
      this.wishes.calledBy(text ?? '').map((userId): [number, number] => [id, userId]),
    );
  }

  private isHeard({ roomId, isNew, text, kind }: ChangedMessage): boolean {
    return isNew && text !== null && isSaid(kind) && this.wishes.isHeard(roomId);
  }

  private async reconcileReactions(messages: ChangedMessage[], ask: Ask): Promise<Reconciled> {
    const asked = messages.filter(({ isNew, isReactedTo, text }) => text !== null && (isReactedTo || !isNew));
    return asked.length === 0 ? nothing : this.repository.reconcileReactions(ask, asked);
  }
}
