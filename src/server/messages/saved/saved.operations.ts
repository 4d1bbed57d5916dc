import { Controller } from '@nestjs/common';
import { oneSaved, savedAsked, savedChange, savedList, savedView } from '../../../shared/saved.js';
import type { Asked } from '../../platform/operations/asked.js';
import { Carries } from '../../platform/operations/carries.decorator.js';
import { operation } from '../../platform/operations/operation.js';
import { SavedMessages } from './saved.service.js';

const group = 'Saved';

const listSaved = operation({
  method: 'get',
  path: '/api/me/saved',
  group,
  summary: 'The messages that you saved, the last one first',
  about: 'Of all rooms that you are a member of; a message that was deleted since has no text',
  who: 'read',
  query: savedAsked,
  answers: { 200: savedList },
  cursor: 'before',
});

const saveMessage = operation({
  method: 'put',
  path: '/api/me/saved/:messageId',
  group,
  summary: 'Save a message of a room that you are a member of, with a note and a reminder',
  about: 'What is left out stays as it is. You are told of a reminder as of a mention, once',
  who: 'write',
  params: oneSaved,
  body: savedChange,
  answers: { 200: savedView },
  refusals: ['conflict'],
});

const removeSaved = operation({
  method: 'delete',
  path: '/api/me/saved/:messageId',
  group,
  summary: 'Remove a message from what you saved, with its note and reminder',
  who: 'write',
  params: oneSaved,
  answers: { 204: null },
});

@Controller()
export class SavedOperations {
  constructor(private readonly saved: SavedMessages) {}

  @Carries(listSaved)
  listSaved({ me, query }: Asked<typeof listSaved>) {
    return this.saved.list(me, query);
  }

  @Carries(saveMessage)
  saveMessage({ me, params, body }: Asked<typeof saveMessage>) {
    return this.saved.save(me, params.messageId, body);
  }

  @Carries(removeSaved)
  removeSaved({ me, params }: Asked<typeof removeSaved>) {
    return this.saved.remove(me, params.messageId);
  }
}
