import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { mailAddressKey, type MailAddressToSet, type MailView } from '../../../shared/mail.js';
import { AuditLog } from '../../audit/audit-log.js';
import { type Account, userSubject } from '../../people/user-subject.js';
import { secretHash } from '../../platform/access/secret-hash.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { AppError } from '../../platform/errors/app-error.js';
import { RateLimits } from '../../platform/work/rate-limits.js';
import { OwnPassword } from '../passwords/own-password.service.js';
import { accountChanged } from '../sessions/session.store.js';
import { AccountPost } from './account-post.js';
import { type MailAddressRow, MailAddressesRepository } from './mail-addresses.repository.js';

/** Who sets an address: by which session, and in which language they are written to. */
export interface Setting {
  session: string | undefined;
  language: string;
}

/** Where people want their mail. Nothing but a question goes to an address until its reader has answered it. */
@Injectable()
export class MailAddresses {
  constructor(
    private readonly repository: MailAddressesRepository,
    private readonly ownPassword: OwnPassword,
    private readonly post: AccountPost,
    private readonly limits: RateLimits,
    private readonly audit: AuditLog,
  ) {}

  async read(me: SignedInUser): Promise<MailView> {
    this.post.requireOn();
    return mailView(await this.repository.find(me.id));
  }

  /** Mails the link that confirms it. Whether the address is another person's already only the mail says. */
  async set(me: SignedInUser, input: MailAddressToSet, { session, language }: Setting): Promise<void> {
    this.post.requireOn();
    const passwordHash = await this.ownPassword.require(me, input.currentPassword, session);
    const { address } = input;
    const key = mailAddressKey(address);
    await this.limit(me, key);
    const code = newCode();
    const set = await this.repository.set(me.id, {
      ...{ address, key, language, passwordHash },
      codeHash: secretHash(code),
    });
    if (!set) throw accountChanged();
    if (set.changed) await this.audit.note(me, 'mail_address_set', userSubject(me));
    if (set.changed && set.before !== null) this.post.gone(me, set.before, language);
    if (!set.confirmed) this.post.ask({ ...me, address, language }, set.taken ? null : code);
  }

  /** Mails the link anew. Throws `conflict` where no address waits. */
  async askAgain(me: SignedInUser): Promise<void> {
    this.post.requireOn();
    const waiting = await this.repository.find(me.id);
    if (!waiting || waiting.confirmed) throw nothingToConfirm();
    await this.limit(me, waiting.address_key);
    const code = newCode();
    const row = await this.repository.renewCode(me.id, secretHash(code));
    if (!row) throw nothingToConfirm();
    this.post.ask(row, row.taken ? null : code);
  }

  /** Whose mail goes where, for whoever holds a code. Throws `forbidden` for one that works no more. */
  async requireWaiting(code: string): Promise<MailAddressRow> {
    const row = await this.repository.findByCode(secretHash(code));
    if (!row) throw notValid();
    return row;
  }

  async confirm(code: string, by: { address: string }): Promise<Account> {
    const confirmed = await this.repository.confirm(secretHash(code));
    if (confirmed === null) throw notValid();
    if (confirmed === 'taken') throw takenMeanwhile();
    await this.audit.note({ ...confirmed, ...by }, 'mail_address_confirmed', userSubject(confirmed));
    return confirmed;
  }

  /** Whether what they miss is mailed. Throws `conflict` where they have no address. */
  async choose(me: SignedInUser, mails: boolean): Promise<MailView> {
    this.post.requireOn();
    if (!(await this.repository.choose(me.id, mails))) throw noAddress();
    return this.read(me);
  }

  /** Nothing to remove is no error. */
  async remove(me: SignedInUser): Promise<void> {
    this.post.requireOn();
    const removed = await this.repository.remove(me.id);
    if (!removed) return;
    if (removed.confirmed) this.post.gone(me, removed.address, removed.language);
    await this.audit.note(me, 'mail_address_removed', userSubject(me));
  }

  /** Neither their own nor anybody else's mailbox is filled. */
  private async limit(me: SignedInUser, key: string): Promise<void> {
    await this.limits.consume('mail_by', me.id);
    await this.limits.consume('mail_to', key);
  }
}

const newCode = () => randomBytes(32).toString('base64url');

const mailView = (row: MailAddressRow | null): MailView => ({
  address: row?.address ?? null,
  confirmed: row?.confirmed ?? false,
  mails: row?.mails ?? true,
});

const notValid = () =>
  new AppError(
    'forbidden',
    'This link is wrong or no longer works. Have a new one mailed on your account page.',
  );

const takenMeanwhile = () =>
  new AppError(
    'conflict',
    'This address was confirmed for another account meanwhile. Remove it there first.',
  );

const nothingToConfirm = () =>
  new AppError('conflict', 'There is no address that waits to be confirmed. Set one first.');

const noAddress = () => new AppError('conflict', 'You have no mail address here. Set one first.');
