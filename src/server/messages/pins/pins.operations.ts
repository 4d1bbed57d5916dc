import { Controller } from '@nestjs/common';
import { oneById } from '../../../shared/ids.js';
import { messageView } from '../../../shared/messages.js';
import { pinsAsked, pinsView } from '../../../shared/pins.js';
import { languageOf } from '../../platform/languages/language.js';
import type { Asked } from '../../platform/operations/asked.js';
import { Carries } from '../../platform/operations/carries.decorator.js';
import { operation } from '../../platform/operations/operation.js';
import { Pins } from './pins.service.js';

const listPins = operation({
  method: 'get',
  path: '/api/rooms/:id/pins',
  group: 'Messages of a room',
  summary: 'The pinned messages of a room, the newest first',
  who: 'read',
  params: oneById,
  query: pinsAsked,
  answers: { 200: pinsView },
  cursor: 'before',
});

const pinMessage = operation({
  method: 'put',
  path: '/api/messages/:id/pin',
  group: 'Messages',
  summary: 'Pin a message for all of its room',
  about:
    'For keepers and administrators, as members who may write there; in a conversation, for both. A line in the room says who did it',
  who: 'write',
  params: oneById,
  answers: { 200: messageView },
  refusals: ['conflict'],
  limit: 'send',
});

const unpinMessage = operation({
  method: 'delete',
  path: '/api/messages/:id/pin',
  group: 'Messages',
  summary: 'Take a pin away',
  who: 'write',
  params: oneById,
  answers: { 200: messageView },
  refusals: ['conflict'],
  limit: 'send',
});

@Controller()
export class PinsOperations {
  constructor(private readonly pins: Pins) {}

  @Carries(listPins)
  listPins({ me, params, query }: Asked<typeof listPins>) {
    return this.pins.list(me, params.id, query);
  }

  @Carries(pinMessage)
  pinMessage({ me, params, request }: Asked<typeof pinMessage>) {
    return this.pins.set(me, { messageId: params.id, on: true }, languageOf(request));
  }

  @Carries(unpinMessage)
  unpinMessage({ me, params }: Asked<typeof unpinMessage>) {
    return this.pins.set(me, { messageId: params.id, on: false });
  }
}
