import { Injectable } from '@nestjs/common';
import { canonicalKey } from '../../../shared/rules/canonical-key.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { AppError } from '../../platform/errors/app-error.js';
import { FieldErrors } from '../../platform/http/forms.js';
import { RateLimits } from '../../platform/work/rate-limits.js';
import { Passwords } from './passwords.service.js';

export interface PasswordChange {
  currentPassword: string;
  password: string;
  revokeTokens: boolean;
}

/** What people do with their own password once they are signed in. */
@Injectable()
export class OwnPassword {
  constructor(
    private readonly passwords: Passwords,
    private readonly limits: RateLimits,
  ) {}

  /** The hash of their password. Throws `forbidden`, beside the field, when it is another one. */
  async require(me: SignedInUser, input: string): Promise<string> {
    await this.limits.consume('sign_in_account', canonicalKey(me.username));
    const proven = await this.passwords.check(me.username, input);
    if (proven?.id !== me.id)
      throw new FieldErrors({
        currentPassword: new AppError('forbidden', 'This is not your current password.'),
      });
    await this.limits.clear('sign_in_account', canonicalKey(me.username));
    return proven.passwordHash;
  }

  /** Ends all the person's other sessions, and the tokens if they say so. */
  async change(me: SignedInUser, change: PasswordChange, session: string | undefined): Promise<void> {
    const checked = await this.require(me, change.currentPassword);
    await this.passwords.set(me.id, change.password, me, {
      checked,
      session,
      tokens: !change.revokeTokens,
    });
  }
}
