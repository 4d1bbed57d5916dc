import { Controller } from '@nestjs/common';
import { oneById } from '../../../shared/ids.js';
import { messageSearch } from '../../../shared/message-search.js';
import { foundMessages, removedView } from '../../../shared/messages.js';
import { AccountManagement } from '../../auth/accounts/account-management.service.js';
import type { Asked } from '../../platform/operations/asked.js';
import { Carries } from '../../platform/operations/carries.decorator.js';
import { operation } from '../../platform/operations/operation.js';
import { MessageSearch } from '../reading/message-search.service.js';
import { Moderation } from './moderation.service.js';

const findMessages = operation({
  method: 'get',
  path: '/api/messages',
  group: 'Messages',
  summary: 'Find messages in all rooms except private conversations, the newest first',
  about:
    'A page may hold fewer than fit and still have a next: one search looks through so much and no more. Finding something in a private room is written into the audit log',
  who: 'admin',
  query: messageSearch,
  answers: { 200: foundMessages },
  cursor: 'before',
});

const removeMessagesOf = operation({
  method: 'delete',
  path: '/api/users/:id/messages',
  group: 'People',
  summary: 'Remove everything a person wrote',
  about:
    'Tombstones stay in their places. When done is false, there are more: ask again. This cannot be undone',
  who: 'admin',
  params: oneById,
  answers: { 200: removedView },
});

const endSessions = operation({
  method: 'delete',
  path: '/api/users/:id/sessions',
  group: 'People',
  summary: 'Sign a person out everywhere: their sessions end, and their tokens are revoked',
  who: 'admin',
  params: oneById,
  answers: { 204: null },
});

/** What administrators do about people who misbehave. */
@Controller()
export class ModerationOperations {
  constructor(
    private readonly search: MessageSearch,
    private readonly moderation: Moderation,
    private readonly users: AccountManagement,
  ) {}

  @Carries(findMessages)
  findMessages({ me, query: { author, room, ...rest } }: Asked<typeof findMessages>) {
    return this.search.find(me, { userId: author, roomId: room, ...rest });
  }

  @Carries(removeMessagesOf)
  removeMessagesOf({ me, params }: Asked<typeof removeMessagesOf>) {
    return this.moderation.removeAllOf(me, params.id);
  }

  @Carries(endSessions)
  async endSessions({ me, params }: Asked<typeof endSessions>): Promise<void> {
    await this.users.endSessions(me, params.id);
  }
}
