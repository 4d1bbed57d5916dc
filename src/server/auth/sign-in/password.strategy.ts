import { Injectable } from '@nestjs/common';
import { Strategy } from 'passport-local';
import { viewOf } from '../../people/user-view.js';
import { keyOfAny } from '../../people/users.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { Senders } from '../../platform/http/senders.js';
import { Passwords } from '../passwords/passwords.service.js';
import { PasswordTries } from '../passwords/password-tries.js';
import { KnownBrowsers } from './known-browsers.js';

/** Who a user row is to a request: nothing else of it is kept. */
export const signedIn = (user: SignedInUser): SignedInUser => ({ ...viewOf(user), role: user.role });

/** Signing in by the `username` and `password` of a form. Another way to sign in is another strategy beside this one. */
@Injectable()
export class PasswordStrategy extends Strategy {
  constructor(passwords: Passwords, tries: PasswordTries, senders: Senders, browsers: KnownBrowsers) {
    super({ passReqToCallback: true }, (request, username, password, done) => {
      const name = keyOfAny(username);
      const tried = { name, ...senders.of(request), browser: browsers.find(request, name) };
      tries
        .signIn(tried, (place) => passwords.check(username, password, place))
        .then((user) => done(null, user ?? false), done);
    });
  }
}
