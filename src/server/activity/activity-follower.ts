/** Follows the log, and makes of it what is meant for people. */
import { Injectable } from '@nestjs/common';
import type { MessageView } from '../../shared/messages.js';
import type { Ask, ChangedMessage } from '../messages/log/cursors.repository.js';
import type { Concern, LogSubscriber } from '../messages/log/follower.js';
import { LogFollowers } from '../messages/log/log-followers.js';
import { everybodyHere } from '../messages/log/mentioned.js';
import { PresenceService } from '../presence/presence.service.js';
import { ActivityNews } from './activity-news.js';
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
  ) {
    followers.follow(this);
  }

  concerns({ mentions, threadId }: MessageView, isDirect: boolean): Concern {
    return isDirect || mentions || threadId ? 'now' : 'never';
  }

  async process(messages: ChangedMessage[], ask: Ask): Promise<() => void> {
    const rows = await this.reconcile(messages, ask);
    const reactions = await this.reconcileReactions(messages, ask);
    return () =>
      this.news.tell(
        [...rows.added, ...reactions.added],
        [...new Set([...rows.gone, ...reactions.gone])],
      );
  }

  /** A change that is neither an edit nor a deletion means nothing to anybody but the author. */
  private async reconcile(messages: ChangedMessage[], ask: Ask): Promise<Reconciled> {
    const asked = messages.filter(({ isNew, isEdited, text }) => isNew || isEdited || text === null);
    if (asked.length === 0) return nothing;
    const callsHere = asked.some(({ mentions }) => mentions?.includes(everybodyHere));
    return this.repository.reconcile(ask, asked, [], callsHere ? this.presence.here() : []);
  }

  private async reconcileReactions(messages: ChangedMessage[], ask: Ask): Promise<Reconciled> {
    const asked = messages.filter(({ isNew, isReactedTo, text }) => text !== null && (isReactedTo || !isNew));
    return asked.length === 0 ? nothing : this.repository.reconcileReactions(ask, asked);
  }
}
