import { Injectable, Logger } from '@nestjs/common';
import { isMailAddress, mailAddressKey } from '../../../shared/mail.js';
import { stranger } from '../../audit/audit-log.js';
import { keyOfAny, UsersService } from '../../people/users.service.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { Sender } from '../../platform/http/senders.js';
import { RateLimits } from '../../platform/work/rate-limits.js';
import { DisabledAccounts } from '../accounts/disabled-accounts.service.js';
import { AccountPost } from '../mail-address/account-post.js';
import { type MailAddressRow, MailAddressesRepository } from '../mail-address/mail-addresses.repository.js';
import { PasswordResets } from './password-resets.service.js';

/** A new password for whoever reads the mail at a confirmed address. */
@Injectable()
export class PasswordByMail {
  private readonly logger = new Logger('Mail');

  constructor(
    private readonly addresses: MailAddressesRepository,
    private readonly users: UsersService,
    private readonly disabled: DisabledAccounts,
    private readonly resets: PasswordResets,
    private readonly post: AccountPost,
    private readonly limits: RateLimits,
  ) {}

  /**
   * Mails the link, if there is somebody of this name or address whose address is confirmed. Neither what is answered nor how long it
   * takes tells: it is looked up when the request is answered.
   */
  async ask(nameOrAddress: string, { address, isTold }: Sender, networkAddress: string): Promise<void> {
    await this.limits.consume(isTold ? 'forgot' : 'forgot_hidden', address);
    setImmediate(() => void this.mail(nameOrAddress, networkAddress));
  }

  private async mail(nameOrAddress: string, networkAddress: string): Promise<void> {
    try {
      const found = await this.find(nameOrAddress);
      if (!found) return;
      // Whoever asks for somebody else, again and again, must not fill their mailbox; and does not learn of it.
      await this.limits.consume('forgot_account', found.user_id);
      const person = { id: found.user_id, username: found.username };
      const { path } = await this.resets.offer(person, stranger(networkAddress), { mailed: true });
      this.post.newPassword(found, path);
    } catch (error) {
      if (!(error instanceof AppError)) this.logger.warn(`A new password was not mailed: ${String(error)}`);
    }
  }

  /** Nobody whose account is disabled. */
  private async find(nameOrAddress: string): Promise<MailAddressRow | null> {
    await this.disabled.enableEnded();
    const text = nameOrAddress.trim();
    // No name holds an @.
    if (isMailAddress(text)) return this.addresses.findConfirmed(mailAddressKey(text));
    const user = keyOfAny(text) === null ? null : await this.users.findByUsername(text);
    const found = user && (await this.addresses.find(user.id));
    return found?.confirmed ? found : null;
  }
}
