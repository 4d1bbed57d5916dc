import { Controller } from '@nestjs/common';
import { mailAddressToSet, mailChoice, mailView } from '../../../shared/mail.js';
import { languageOf } from '../../platform/languages/language.js';
import type { Asked } from '../../platform/operations/asked.js';
import { Carries } from '../../platform/operations/carries.decorator.js';
import { operation } from '../../platform/operations/operation.js';
import { MailAddresses } from './mail-addresses.service.js';

const group = 'You';
const path = '/api/me/mail';
const onlyPeople = 'A token has no say in your mail. Sign in with a browser for that.';

const readMail = operation({
  method: 'get',
  path,
  group,
  summary: 'Where your mail goes',
  about: 'For browsers, like all of your mail: not_found on a server that sends none',
  who: 'read',
  onlyPeople,
  answers: { 200: mailView },
  refusals: ['not_found'],
});

const setMailAddress = operation({
  method: 'put',
  path,
  group,
  summary: 'Set your mail address: a link is mailed there with which it is confirmed',
  about: 'The address that it replaces is told',
  who: 'write',
  onlyPeople,
  body: mailAddressToSet,
  answers: { 200: mailView },
  refusals: ['not_found'],
});

const chooseMails = operation({
  method: 'patch',
  path,
  group,
  summary: 'Choose whether what you miss is mailed',
  who: 'write',
  onlyPeople,
  body: mailChoice,
  answers: { 200: mailView },
  refusals: ['not_found', 'conflict'],
});

const removeMailAddress = operation({
  method: 'delete',
  path,
  group,
  summary: 'Remove your mail address',
  who: 'write',
  onlyPeople,
  answers: { 204: null },
  refusals: ['not_found'],
});

@Controller()
export class MailAddressOperations {
  constructor(private readonly addresses: MailAddresses) {}

  @Carries(readMail)
  readMail({ me }: Asked<typeof readMail>) {
    return this.addresses.read(me);
  }

  @Carries(setMailAddress)
  async setMailAddress({ me, body, request }: Asked<typeof setMailAddress>) {
    const session = request.sessionRowId;
    await this.addresses.set(me, body, { session, language: languageOf(request) });
    return this.addresses.read(me);
  }

  @Carries(chooseMails)
  chooseMails({ me, body }: Asked<typeof chooseMails>) {
    return this.addresses.choose(me, body.mails);
  }

  @Carries(removeMailAddress)
  async removeMailAddress({ me }: Asked<typeof removeMailAddress>): Promise<void> {
    await this.addresses.remove(me);
  }
}
