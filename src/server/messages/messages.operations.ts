import { Controller } from '@nestjs/common';
import { oneById } from '../../shared/ids.js';
import { oldestFirst } from '../../shared/lists.js';
import { messageEdit, messageView } from '../../shared/messages.js';
import { oneReaction, reactedList } from '../../shared/reactions.js';
import type { Asked } from '../platform/operations/asked.js';
import { Carries } from '../platform/operations/carries.decorator.js';
import { operation } from '../platform/operations/operation.js';
import { MessageChangesService } from './changing/message-changes.service.js';
import { Reactions } from './changing/reactions.service.js';
import { Moderation } from './changing/moderation.service.js';
import { Inspection } from './reading/inspection.service.js';

const group = 'Messages';

const readMessage = operation({
  method: 'get',
  path: '/api/messages/:id',
  group,
  summary: 'One message',
  who: 'read',
  params: oneById,
  answers: { 200: messageView },
});

const editMessage = operation({
  method: 'patch',
  path: '/api/messages/:id',
  group,
  summary: 'Edit one of your messages',
  who: 'write',
  params: oneById,
  body: messageEdit,
  answers: { 200: messageView },
  refusals: ['conflict'],
  limit: 'send',
});

const deleteMessage = operation({
  method: 'delete',
  path: '/api/messages/:id',
  group,
  summary: 'Delete one of your messages; administrators can delete anyone\u2019s',
  about: 'Its text is gone for everybody, its place stays',
  who: 'write',
  params: oneById,
  answers: { 200: messageView },
  limit: 'send',
});

const listReacted = operation({
  method: 'get',
  path: '/api/messages/:id/reactions/:emoji',
  group,
  summary: 'Everybody who reacted to a message with an emoji',
  about: 'The message itself names the first 50',
  who: 'read',
  params: oneReaction,
  query: oldestFirst,
  answers: { 200: reactedList },
  cursor: 'after',
});

const addReaction = operation({
  method: 'put',
  path: '/api/messages/:id/reactions/:emoji',
  group,
  summary: 'React to a message with an emoji',
  about: 'A message takes 20 different ones, from any number of people',
  who: 'write',
  params: oneReaction,
  answers: { 200: messageView },
  refusals: ['conflict'],
  limit: 'send',
});

const takeReactionBack = operation({
  method: 'delete',
  path: '/api/messages/:id/reactions/:emoji',
  group,
  summary: 'Take back one of your reactions',
  who: 'write',
  params: oneReaction,
  answers: { 200: messageView },
  refusals: ['conflict'],
  limit: 'send',
});

@Controller()
export class MessagesOperations {
  constructor(
    private readonly changes: MessageChangesService,
    private readonly inspection: Inspection,
    private readonly moderation: Moderation,
    private readonly reactions: Reactions,
  ) {}

  @Carries(readMessage)
  readMessage({ me, params }: Asked<typeof readMessage>) {
    return this.inspection.message(me, params.id);
  }

  @Carries(editMessage)
  editMessage({ me, params, body }: Asked<typeof editMessage>) {
    return this.changes.edit(me, { messageId: params.id, text: body.text });
  }

  @Carries(deleteMessage)
  deleteMessage({ me, params }: Asked<typeof deleteMessage>) {
    return this.moderation.remove(me, params.id);
  }

  @Carries(listReacted)
  listReacted({ me, params: { id, emoji }, query }: Asked<typeof listReacted>) {
    return this.reactions.people(me, { messageId: id, emoji }, query);
  }

  @Carries(addReaction)
  addReaction({ me, params: { id, emoji } }: Asked<typeof addReaction>) {
    return this.changes.react(me, { messageId: id, emoji, on: true });
  }

  @Carries(takeReactionBack)
  takeReactionBack({ me, params: { id, emoji } }: Asked<typeof takeReactionBack>) {
    return this.changes.react(me, { messageId: id, emoji, on: false });
  }
}
