import { Controller } from '@nestjs/common';
import { oldestFirst } from '../../shared/lists.js';
import { messageView, newDirectMessage } from '../../shared/messages.js';
import { conversationList, directView, newConversation } from '../../shared/rooms.js';
import type { Asked } from '../platform/operations/asked.js';
import { Carries } from '../platform/operations/carries.decorator.js';
import { operation } from '../platform/operations/operation.js';
import { pageOfWhole } from '../platform/operations/whole-list.js';
import { PresenceService } from '../presence/presence.service.js';
import { Conversations } from '../rooms/conversations.service.js';
import { Lobby } from '../rooms/lobby.js';
import { MessagesService } from './messages.service.js';

const group = 'Conversations of two';

const listConversations = operation({
  method: 'get',
  path: '/api/direct',
  group,
  summary: 'Your private conversations',
  about: 'Each is a room: read and write in it by its id',
  who: 'read',
  query: oldestFirst,
  answers: { 200: conversationList },
  cursor: 'after',
});

const openConversation = operation({
  method: 'post',
  path: '/api/direct',
  group,
  summary: 'The conversation with somebody, created if there is none',
  who: 'write',
  body: newConversation,
  answers: { 200: directView },
  refusals: ['not_found'],
});

const writeDirectly = operation({
  method: 'post',
  path: '/api/direct/messages',
  group,
  summary: 'Write to somebody privately',
  who: 'write',
  body: newDirectMessage,
  answers: { 201: messageView },
  refusals: ['not_found', 'conflict'],
  limit: 'send',
});

@Controller()
export class DirectOperations {
  constructor(
    private readonly lobby: Lobby,
    private readonly conversations: Conversations,
    private readonly messages: MessagesService,
    private readonly presence: PresenceService,
  ) {}

  @Carries(listConversations)
  async listConversations({ me, query }: Asked<typeof listConversations>) {
    const { direct } = await this.lobby.own(me);
    const inOrder = direct
      .filter(({ peer }) => peer !== null)
      .map((entry) => ({ id: entry.room.id, entry }))
      .sort((a, b) => a.id - b.id);
    const { page, next } = pageOfWhole(inOrder, query);
    const conversations = page.map(({ entry: { room, peer, online, unread, lastMessageAt } }) => ({
      room,
      peer: peer!,
      online: online > 0,
      unread,
      lastMessageAt,
    }));
    return { conversations, next };
  }

  @Carries(openConversation)
  async openConversation({ me, body }: Asked<typeof openConversation>) {
    const { room, peer, unread, lastMessageAt } = await this.conversations.open(me, body.to);
    return { room, peer: peer!, online: this.presence.isHere(peer!.id), unread, lastMessageAt };
  }

  @Carries(writeDirectly)
  writeDirectly({ me, body }: Asked<typeof writeDirectly>) {
    return this.messages.sendPrivately(me, body);
  }
}
