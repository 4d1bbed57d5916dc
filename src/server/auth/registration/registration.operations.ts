import { Controller } from '@nestjs/common';
import { registrationView } from '../../../shared/people.js';
import { holdsSecret } from '../../platform/http/compressed-answers.js';
import type { Asked } from '../../platform/operations/asked.js';
import { Carries } from '../../platform/operations/carries.decorator.js';
import { operation } from '../../platform/operations/operation.js';
import { Registration } from './registration.service.js';

const group = 'Administration';

const readRegistration = operation({
  method: 'get',
  path: '/api/registration',
  group,
  summary: 'Who may register, and where',
  about: 'Append the path to the address of this server. With the mode link it holds the code behind its #',
  who: 'admin',
  answers: { 200: registrationView },
});

const renewRegistrationLink = operation({
  method: 'post',
  path: '/api/registration/link',
  group,
  summary: 'Make a new registration link',
  about: 'Nobody registers with the old one any more, on any node',
  who: 'admin',
  answers: { 201: registrationView },
});

@Controller()
export class RegistrationOperations {
  constructor(private readonly registration: Registration) {}

  @Carries(readRegistration)
  readRegistration({ me, response }: Asked<typeof readRegistration>) {
    holdsSecret(response);
    return this.registration.read(me);
  }

  @Carries(renewRegistrationLink)
  renewRegistrationLink({ me, response }: Asked<typeof renewRegistrationLink>) {
    holdsSecret(response);
    return this.registration.renew(me);
  }
}
