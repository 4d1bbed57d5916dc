import { Inject, Injectable } from '@nestjs/common';
import type { Request, RequestHandler } from 'express';
import session from 'express-session';
import type { IncomingMessage } from 'node:http';
import { Passport } from 'passport';
import { AuditLog } from '../../audit/audit-log.js';
import { CONFIG, type RunningConfig } from '../../config/config.js';
import { derivedKey } from '../../platform/access/derived-key.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { cookieName } from '../../platform/http/cookies.js';
import { plainAddress } from '../../platform/http/network-address.js';
import { languageOf } from '../../platform/languages/language.js';
import { ApiTokensService } from '../api-tokens/api-tokens.service.js';
import type { Proven } from '../passwords/passwords.service.js';
import { sessionCookie, sessionIdIn } from '../sessions/session-cookie.js';
import { rowIdOf, SessionStore } from '../sessions/session.store.js';
import { SessionsRepository } from '../sessions/sessions.repository.js';
import { tokenSession } from '../sessions/token-session.js';
import { KnownBrowsers } from './known-browsers.js';
import { PasswordStrategy, signedIn } from './password.strategy.js';

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- Express is extended by merging into its namespace
  namespace Express {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- what Passport calls its user is ours
    interface User extends SignedInUser {}
    interface Request {
      /** The id of the sessions row of a signed-in request. */
      sessionRowId?: string;
    }
  }
}

/** The server decides when a session ends (30 days without a visit); the cookie need not be sent anew for that. */
const cookieLifetime = 365 * 24 * 3600 * 1000;

/** Signing in and out by Passport's strategies, and the middlewares that know who a request comes from. */
@Injectable()
export class Authentication {
  private readonly passport = new Passport();
  /** The password's hash that let each request's user in, until their session is written. */
  private readonly proofs = new WeakMap<Request, string>();

  /** Of cookies. The first one signs; the secret itself did so once, and those who were signed in then still are. */
  private readonly secrets: string[];

  private readonly cookie: string;

  /** In this order, after which `request.user` and `request.sessionRowId` are set. */
  readonly middlewares: RequestHandler[];

  constructor(
    @Inject(CONFIG) config: RunningConfig,
    store: SessionStore,
    byPassword: PasswordStrategy,
    private readonly sessions: SessionsRepository,
    private readonly browsers: KnownBrowsers,
    private readonly tokens: ApiTokensService,
    private readonly audit: AuditLog,
  ) {
    this.secrets = [derivedKey(config.SESSION_SECRET, 'cookies'), config.SESSION_SECRET];
    this.cookie = cookieName(sessionCookie, config);
    this.passport.use(byPassword);
    this.passport.serializeUser(
      (request: Request, user: Express.User, done: (error: null, id: number) => void) => {
        request.session.openedBy = {
          userAgent: (request.get('user-agent') ?? '').slice(0, 300),
          address: plainAddress(request.ip),
          role: user.role,
          passwordHash: this.proofs.get(request)!,
        };
        done(null, user.id);
      },
    );
    this.passport.deserializeUser(
      (request: Request, _id: number, done: (error: null, user?: SignedInUser) => void) =>
        done(null, request.session.owner),
    );
    this.middlewares = [
      session({
        name: this.cookie,
        secret: this.secrets,
        store,
        resave: false,
        saveUninitialized: false,
        cookie: { httpOnly: true, sameSite: 'lax', secure: 'auto', maxAge: cookieLifetime },
      }),
      this.passport.session() as RequestHandler,
      (request, _response, next) => {
        if (request.user) {
          request.sessionRowId = rowIdOf(request.sessionID);
          // A new object: the session's own, once changed, would be hashed and offered to the store at each request's end.
          request.user = { ...request.user, address: plainAddress(request.ip) };
        }
        next();
      },
    ];
  }

  /** The user whose name and password the request's form holds, or null. */
  check(request: Request): Promise<Proven | null> {
    return new Promise((resolve, reject) => {
      const decide = (error: Error | null, user: Proven | false) =>
        error ? reject(error) : resolve(user || null);
      const authenticate = this.passport.authenticate('local', { session: false }, decide) as RequestHandler;
      void authenticate(request, request.res!, reject);
    });
  }

  /**
   * Opens a session, under a new id: one that somebody else put into the browser beforehand is worth nothing. Throws
   * `unauthenticated` when the password, the role or the account is not any more what it was when it was looked at.
   */
  async signIn(request: Request, user: Proven): Promise<void> {
    this.proofs.set(request, user.passwordHash);
    try {
      await once((done) => request.logIn(signedIn(user), done));
    } catch (error) {
      // Without an id it is neither offered to the store again when the answer ends, nor told to the browser.
      Object.assign(request, { sessionID: undefined, sessionRowId: undefined });
      throw error;
    }
    this.browsers.remember(request, user.username);
    await this.audit.note({ ...signedIn(user), address: plainAddress(request.ip) }, 'signed_in');
  }

  /** Ends the request's session and its sockets. */
  async signOut(request: Request): Promise<void> {
    const { user } = request;
    // Not "cache": nothing personal is in it, and browsers take seconds to go through it while the person waits.
    request.res!.set('Clear-Site-Data', '"storage"');
    request.res!.clearCookie(this.cookie, { path: '/', secure: request.secure });
    await once((done) => request.session.destroy(done));
    if (user) await this.audit.note(user, 'signed_out');
  }

  /** Who a browser was signed in as until their account was disabled: its cookie still tells, and nobody else has it. */
  disabledOwner(request: Request): Promise<number | null> {
    const id = sessionIdIn(request, this.cookie, this.secrets);
    return id === null ? Promise.resolve(null) : this.sessions.ownerOfDisabled(rowIdOf(id));
  }

  /** Who the session in a socket's handshake belongs to at this moment, or null. */
  async identify(handshake: Handshake) {
    const id = sessionIdIn(handshake, this.cookie, this.secrets);
    const session = id === null ? null : await this.sessions.findLive(rowIdOf(id));
    return session && introduced(session.user, session.id, handshake);
  }

  /** Who the API token in a socket's handshake signs in at this moment, or null. */
  async identifyByToken(token: string, handshake: Handshake) {
    const found = await this.tokens.identify(token);
    return found && introduced(found.user, tokenSession(found.id), handshake);
  }
}

/** A socket's first request, with what Express gives its own. */
type Handshake = IncomingMessage & Pick<Request, 'ip'>;

const introduced = (user: SignedInUser, sessionId: string, handshake: Handshake) => ({
  user: { ...user, address: plainAddress(handshake.ip) },
  sessionId,
  language: languageOf(handshake),
});

/** A promise for what answers by a callback with an error or nothing. */
function once(work: (done: (error?: unknown) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    work((error) =>
      error
        ? reject(error instanceof Error ? error : new Error('sign-in failed', { cause: error }))
        : resolve(),
    );
  });
}
