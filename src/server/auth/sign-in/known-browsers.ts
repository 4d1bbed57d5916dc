import { Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { canonicalKey } from '../../../shared/rules/canonical-key.js';
import { cookieName, cookieOptions } from '../../platform/http/cookies.js';
import { CONFIG, type RunningConfig } from '../../config/config.js';

/** A family has one computer. */
const mostPeople = 4;

/**
 * In which browsers people were signed in before: there, wrong passwords that others try under their name do not slow them
 * (OWASP: "device cookies"). The cookie holds a random number for each person and its signature together with the name, so
 * it says neither who they are nor anything about anybody else; it opens nothing, and outlives the session.
 */
@Injectable()
export class KnownBrowsers {
  private readonly key: Buffer;
  private readonly cookie: string;

  constructor(@Inject(CONFIG) config: RunningConfig) {
    this.cookie = cookieName('samovar.known', config);
    this.key = Buffer.from(hkdfSync('sha256', config.SESSION_SECRET, '', 'samovar device cookie', 32));
  }

  /** What this browser has of an earlier sign-in under the name, by its canonical key. */
  find(request: Request, name: string | null): string | undefined {
    return name === null
      ? undefined
      : this.kept(request)
          .find((entry) => this.isOf(entry, name))
          ?.split('.')[0];
  }

  /** Call it when somebody has signed in. */
  remember(request: Request, username: string): void {
    const name = canonicalKey(username);
    const known = this.kept(request);
    if (known.some((entry) => this.isOf(entry, name))) return;
    const id = randomBytes(12).toString('base64url');
    const entries = [`${id}.${this.signature(id, name)}`, ...known].slice(0, mostPeople);
    request.res!.cookie(this.cookie, entries.join('~'), cookieOptions(request));
  }

  private kept(request: Request): string[] {
    const cookies = request.cookies as Record<string, string>;
    return (cookies[this.cookie] ?? '').split('~').slice(0, mostPeople);
  }

  private isOf(entry: string, name: string): boolean {
    const [id = '', given = ''] = entry.split('.');
    const [expected, actual] = [this.signature(id, name), given].map((text) => Buffer.from(text));
    return expected!.length === actual!.length && timingSafeEqual(expected!, actual!);
  }

  private signature(id: string, name: string): string {
    return createHmac('sha256', this.key).update(`${id} ${name}`).digest('base64url');
  }
}
