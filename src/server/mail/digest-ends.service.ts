import { Inject, Injectable } from '@nestjs/common';
import { MailAddressesRepository } from '../auth/mail-address/mail-addresses.repository.js';
import { isCode } from '../auth/sign-in/link-codes.js';
import { CONFIG, type RunningConfig } from '../config/config.js';
import { derivedKey } from '../platform/access/derived-key.js';
import { AppError } from '../platform/errors/app-error.js';

interface Owner {
  user_id: number;
  address_key: string;
}

/** Ends mails about what somebody missed, by a link in them. The links are worked out anew each time: none is kept. */
@Injectable()
export class DigestEnds {
  constructor(
    @Inject(CONFIG) private readonly config: RunningConfig,
    private readonly addresses: MailAddressesRepository,
  ) {}

  path(owner: Owner): string {
    return `/mail/end/${owner.user_id}.${this.code(owner)}`;
  }

  /** Whose mails the token ends. Throws `not_found` for one that is wrong, or of an address that is theirs no more. */
  async require(token: string): Promise<number> {
    const [, id, code = ''] = /^(\d{1,16})\.([\w-]{22})$/.exec(token) ?? [];
    const owner = id === undefined ? null : await this.addresses.find(Number(id));
    if (!owner || !isCode(code, this.code(owner))) throw notValid();
    return owner.user_id;
  }

  async end(token: string): Promise<void> {
    await this.addresses.choose(await this.require(token), false);
  }

  /** For one address: who reads the mail at the next one has nothing to do with links that were mailed to this. */
  private code({ user_id, address_key }: Owner): string {
    return derivedKey(this.config.SESSION_SECRET, 'end of mails', {
      bytes: 16,
      salt: `${user_id} ${address_key}`,
    });
  }
}

const notValid = () =>
  new AppError(
    'not_found',
    'This link is wrong or no longer works. Choose on your account page what is mailed to you.',
  );
