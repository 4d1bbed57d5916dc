import { Controller } from '@nestjs/common';
import { oneById } from '../../shared/ids.js';
import { cardWanted, personCard, personNamed } from '../../shared/presence.js';
import type { Asked } from '../platform/operations/asked.js';
import { Carries } from '../platform/operations/carries.decorator.js';
import { operation } from '../platform/operations/operation.js';
import { PersonCards } from './person-cards.service.js';

const readPerson = operation({
  method: 'get',
  path: '/api/people/:id',
  group: 'People',
  summary:
    'One person: whether they are here, when they were, the rooms that you are both in, and what you may do about them in one',
  who: 'read',
  params: oneById,
  query: cardWanted,
  answers: { 200: personCard },
});

const readPersonNamed = operation({
  method: 'get',
  path: '/api/people/named/:username',
  group: 'People',
  summary: 'One person by their username, or one that they had',
  about: 'The same as by their id',
  who: 'read',
  params: personNamed,
  query: cardWanted,
  answers: { 200: personCard },
});

@Controller()
export class PersonCardsOperations {
  constructor(private readonly cards: PersonCards) {}

  @Carries(readPerson)
  readPerson({ me, params, query }: Asked<typeof readPerson>) {
    return this.cards.read(me, params.id, query.room);
  }

  @Carries(readPersonNamed)
  readPersonNamed({ me, params, query }: Asked<typeof readPersonNamed>) {
    return this.cards.readByName(me, params.username, query.room);
  }
}
