import { Injectable } from '@nestjs/common';
import { noSuchPage } from '../../platform/errors/app-error.js';
import { type Letter, writtenLetter } from '../../platform/mailing/letters.js';
import { Mailer } from '../../platform/mailing/mailer.js';
import type { Translate } from '../../platform/languages/i18n.js';
import { SettingsService } from '../../settings/settings.service.js';
import { addressGone, addressTaken, confirmation, newPassword } from './mail-address-letters.js';
import type { Account } from '../../people/user-subject.js';

/** Who is written to, and in which language. */
export interface Addressee {
  username: string;
  address: string;
  language: string;
}

/** What is mailed to people about their account. Sent once the request is answered: nobody waits, and no time tells what was sent. */
@Injectable()
export class AccountPost {
  constructor(
    private readonly mailer: Mailer,
    private readonly settings: SettingsService,
  ) {}

  /** Throws `not_found` on a server without mail: there it does not exist. */
  requireOn(): void {
    if (!this.mailer.isOn) throw noSuchPage();
  }

  /** Asks whether the address is theirs; without a code tells that it is somebody's already. */
  ask(to: Addressee, code: string | null): void {
    const about = this.about(to);
    const say =
      code === null
        ? addressTaken(about, this.mailer.link('/account/mail'))
        : confirmation(about, this.mailer.link(`/mail/confirm#${code}`));
    this.send(to, say);
  }

  /** Tells the address at which mail came until now. */
  gone({ username }: Account, address: string, language: string): void {
    const to = { username, address, language };
    this.send(to, addressGone(this.about(to), this.mailer.link('/account')));
  }

  /** `path` sets the password, once. */
  newPassword(to: Addressee, path: string): void {
    this.send(to, newPassword(this.about(to), this.mailer.link(path)));
  }

  private about({ username }: Addressee) {
    return { username, server: new URL(this.mailer.link('/')).host };
  }

  private send({ username, address, language }: Addressee, say: (t: Translate) => Letter): void {
    this.mailer.post({
      to: { name: username, address },
      ...writtenLetter(language, this.settings.current.server_name, say),
    });
  }
}
