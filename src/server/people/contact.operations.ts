import { Controller } from '@nestjs/common';
import { contactView } from '../../shared/contact.js';
import type { Asked } from '../platform/operations/asked.js';
import { Carries } from '../platform/operations/carries.decorator.js';
import { operation } from '../platform/operations/operation.js';
import { ContactService } from './contact.service.js';

const readContact = operation({
  method: 'get',
  path: '/api/me/contact',
  group: 'You',
  summary: 'Who may begin a conversation with you',
  who: 'read',
  answers: { 200: contactView },
});

const changeContact = operation({
  method: 'put',
  path: '/api/me/contact',
  group: 'You',
  summary: 'Choose who may begin a conversation with you; those that have begun go on',
  who: 'write',
  body: contactView,
  answers: { 200: contactView },
});

@Controller()
export class ContactOperations {
  constructor(private readonly contact: ContactService) {}

  @Carries(readContact)
  readContact({ me }: Asked<typeof readContact>) {
    return this.contact.read(me);
  }

  @Carries(changeContact)
  changeContact({ me, body }: Asked<typeof changeContact>) {
    return this.contact.change(me, body);
  }
}
