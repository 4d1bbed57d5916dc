import { Controller } from '@nestjs/common';
import { oneById } from '../../shared/ids.js';
import { messageEdit, messageView, oneReaction } from '../../shared/messages.js';
import type { Asked } from '../platform/operations/asked.js';
import { Carries } from '../platform/operations/carries.decorator.js';
import { operation } from '../platform/operations/operation.js';
import { MessageChangesService } from './changing/message-changes.service.js';
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

const addReaction = operation({
  method: 'put',
  path: '/api/messages/:id/reactions/:emoji',
  group,
  summary: 'React to a message with an emoji',
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

  @Carries(addReaction)
  addReaction({ me, params: { id, emoji } }: Asked<typeof addReaction>) {
    return this.changes.react(me, { messageId: id, emoji, on: true });
  }

  @Carries(takeReactionBack)
  takeReactionBack({ me, params: { id, emoji } }: Asked<typeof takeReactionBack>) {
    return this.changes.react(me, { messageId: id, emoji, on: false });
  }
}
