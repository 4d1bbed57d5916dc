import { Injectable } from '@nestjs/common';
import { Strategy } from 'passport-local';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { Passwords } from '../passwords/passwords.service.js';

/** Who a user row is to a request: nothing else of it is kept. */
export const signedIn = ({ id, username, role }: SignedInUser): SignedInUser => ({ id, username, role });

/** Signing in by the `username` and `password` of a form. Another way to sign in is another strategy beside this one. */
@Injectable()
export class PasswordStrategy extends Strategy {
  constructor(passwords: Passwords) {
    super((username, password, done) => {
      passwords.check(username, password).then((user) => done(null, user ?? false), done);
    });
  }
}
