import { Injectable } from '@nestjs/common';
import { type SessionData, Store } from 'express-session';
import { secretHash } from '../../platform/access/secret-hash.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { AppError } from '../../platform/errors/app-error.js';
import { SessionEnds } from './session-ends.js';
import { type Opening, SessionsRepository } from './sessions.repository.js';

declare module 'express-session' {
  interface SessionData {
    passport?: { user?: number };
    /** Who the session belongs to, found together with it. */
    owner?: SignedInUser;
    /** Set at sign-in only: the session may be written. */
    openedBy?: Opening;
  }
}

type Done<Value = void> = (error?: unknown, value?: Value | null) => void;

/** The id of the row of a session whose id the cookie holds. */
export const rowIdOf = secretHash;

/**
 * Sessions in PostgreSQL. They hold nothing but their owner, so a request has nothing to write at its end: `set` writes a
 * session that has just been opened, once, and a slow request can never revive one that was ended meanwhile.
 * There is no `touch`: a visit is noted when the session is read.
 */
@Injectable()
export class SessionStore extends Store {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly ends: SessionEnds,
  ) {
    super();
  }

  override get(sessionId: string, done: Done<SessionData>): void {
    this.sessions.findLive(rowIdOf(sessionId)).then((session) => {
      if (!session) return done(null, null);
      done(null, {
        cookie: { originalMaxAge: null },
        passport: { user: session.user.id },
        owner: session.user,
      });
    }, done);
  }

  override set(sessionId: string, session: SessionData, done: Done = () => undefined): void {
    const userId = session.passport?.user;
    if (!session.openedBy || userId === undefined) return done();
    const { userAgent, address, ...proof } = session.openedBy;
    this.sessions
      .insert(rowIdOf(sessionId), userId, userAgent, address, proof)
      .then((isOpen) => done(isOpen ? undefined : accountChanged()), done);
  }

  override destroy(sessionId: string, done: Done = () => undefined): void {
    const id = rowIdOf(sessionId);
    this.sessions.end(id, 'signed_out').then((ended) => {
      if (ended) this.ends.announce([id], 'signed_out');
      done();
    }, done);
  }
}

/** What was true when the password was looked at is not true any more. */
export const accountChanged = () =>
  new AppError('unauthenticated', 'The password or the account has just been changed. Sign in again.');
