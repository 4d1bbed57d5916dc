import { Inject, Injectable } from '@nestjs/common';
import { doubleCsrf } from 'csrf-csrf';
import type { NextFunction, Request, Response } from 'express';
import { randomBytes } from 'node:crypto';
import { CONFIG, type RunningConfig } from '../../config/config.js';
import { derivedKey } from '../../platform/access/derived-key.js';
import { AppError } from '../../platform/errors/app-error.js';
import { signedOut } from '../../platform/errors/signed-out.js';
import { cookieName, cookieOptions } from '../../platform/http/cookies.js';
import { isToken, masked, unmasked } from './masked-token.js';

const cookieLifetime = 30 * 24 * 3600 * 1000;

/** Forms that people use who are not signed in; anything else needs them to sign in first. */
const formsOfAnybody = new Set([
  '/login',
  '/register',
  '/setup',
  '/reset',
  '/forgot',
  '/mail/confirm',
  '/language',
  '/theme',
]);

/** What mail programs send by themselves (RFC 8058): its address is the secret, and whoever has that needs no browser of ours. */
const oneClick = /^\/mail\/end\/[^/]+$/;

/**
 * The token of every form and unsafe call: a cookie and, masked, a field hold the same value, an HMAC bound to the session.
 * People who are not signed in have no session row; theirs is bound to a random cookie.
 */
@Injectable()
export class Csrf {
  private readonly tokens;
  private readonly visitorCookie: string;
  private readonly tokenCookie: string;

  constructor(@Inject(CONFIG) config: RunningConfig) {
    const key = derivedKey(config.SESSION_SECRET, 'forms');
    this.visitorCookie = cookieName('samovar.visitor', config);
    this.tokenCookie = cookieName('samovar.csrf', config);
    this.tokens = doubleCsrf({
      getSecret: () => key,
      getSessionIdentifier: (request) => request.sessionRowId ?? this.visitorOf(request) ?? '',
      getCsrfTokenFromRequest: (request) => unmasked(request.get('x-csrf-token') ?? fieldOf(request) ?? ''),
      cookieName: this.tokenCookie,
    });
  }

  /** Lets through what carries the right token, or an API token, which browsers do not send by themselves. Throws `forbidden`, or `unauthenticated` where the session is gone. */
  readonly protect = (request: Request, _response: Response, next: NextFunction): void => {
    const isSafe = ['GET', 'HEAD', 'OPTIONS'].includes(request.method) || request.tokenId !== undefined;
    if (isSafe || oneClick.test(request.path) || this.tokens.validateRequest(request)) return next();
    if (request.user || formsOfAnybody.has(request.path)) return next(formExpired());
    // Signed out already, in another tab perhaps: there is nothing to protect.
    if (request.path === '/logout') return next();
    next(signedOut());
  };

  /** The token for the page that answers this request; one for all open tabs, under another mask each time. */
  tokenFor(request: Request, response: Response): string {
    // Without a session the database was away: a token made now would replace the good one in the cookie.
    if (!(request.session as unknown)) return '';
    const options = cookieOptions(request, cookieLifetime);
    if (!request.sessionRowId && this.visitorOf(request) === undefined) {
      const visitor = randomBytes(18).toString('base64url');
      (request.cookies as Record<string, string>)[this.visitorCookie] = visitor;
      response.cookie(this.visitorCookie, visitor, options);
    }
    const overwrite = !isToken(this.cookie(request, this.tokenCookie) ?? '');
    return masked(this.tokens.generateCsrfToken(request, response, { cookieOptions: options, overwrite }));
  }

  private cookie(request: Request, name: string): string | undefined {
    return (request.cookies as Record<string, string>)[name];
  }

  private visitorOf(request: Request): string | undefined {
    return this.cookie(request, this.visitorCookie);
  }
}

function fieldOf(request: Request): string | undefined {
  const field = (request.body as Record<string, unknown> | undefined)?._csrf;
  return typeof field === 'string' ? field : undefined;
}

const formExpired = () =>
  new AppError('forbidden', 'This form has expired. Check what is in it and send it again.');
