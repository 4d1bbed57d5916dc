import { Injectable } from '@nestjs/common';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { AppError } from '../../platform/errors/app-error.js';
import { FieldErrors } from '../../platform/http/forms.js';
import { PasswordTries } from './password-tries.js';
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
    private readonly tries: PasswordTries,
  ) {}

  /** The hash of their password. `session`: what they are signed in by. Throws `forbidden`, beside the field, when it is another one. */
  async require(me: SignedInUser, input: string, session: string | undefined): Promise<string> {
    const proven = await this.tries.confirm(session ?? `of ${me.id}`, (place) =>
      this.passwords.check(me.username, input, place),
    );
    if (proven?.id !== me.id)
      throw new FieldErrors({
        currentPassword: new AppError('forbidden', 'This is not your current password.'),
      });
    return proven.passwordHash;
  }

  /** Ends all the person's other sessions, and the tokens if they say so. */
  async change(me: SignedInUser, change: PasswordChange, session: string | undefined): Promise<void> {
    const checked = await this.require(me, change.currentPassword, session);
    await this.passwords.set(me.id, change.password, me, {
      checked,
      session,
      tokens: !change.revokeTokens,
    });
  }
}
