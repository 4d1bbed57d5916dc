import { Controller } from '@nestjs/common';
import { oneById } from '../../shared/ids.js';
import { personCard } from '../../shared/presence.js';
import type { Asked } from '../platform/operations/asked.js';
import { Carries } from '../platform/operations/carries.decorator.js';
import { operation } from '../platform/operations/operation.js';
import { PersonCards } from './person-cards.service.js';

const readPerson = operation({
  method: 'get',
  path: '/api/people/:id',
  group: 'People',
  summary: 'One person: whether they are here, when they were, and the rooms that you are both in',
  who: 'read',
  params: oneById,
  answers: { 200: personCard },
});

@Controller()
export class PersonCardsOperations {
  constructor(private readonly cards: PersonCards) {}

  @Carries(readPerson)
  readPerson({ me, params }: Asked<typeof readPerson>) {
    return this.cards.read(me, params.id);
  }
}
