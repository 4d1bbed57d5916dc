/** Who sends the mutated traffic: strangers, members, administrators, by cookie or by token. Nobody of them is in the crowd's rooms. */
import { hash } from '@node-rs/argon2';
import { createHash, randomBytes } from 'node:crypto';
import { canonicalKey } from '../../../src/shared/rules/canonical-key.js';
import type { Entry } from '../../support/raw-socket.js';
import { signed } from './crowd.js';
import type { World } from './world.js';

export type Part = 'stranger' | 'member' | 'admin' | 'program' | 'adminProgram';

/** What every form is filled in with. */
export const knownPassword = 'a few random words';

let known: Promise<string> | undefined;
export const passwordHash = (): Promise<string> => (known ??= hash(knownPassword));

/** How one person is signed in; sign-outs are among what is mutated, so it must be looked after. */
export class Persona {
  cookie = '';
  token = '';
  csrf = '';

  private constructor(
    private readonly world: World,
    readonly part: Part,
    readonly id: number | undefined,
    readonly username: string,
  ) {}

  static async make(world: World, part: Part): Promise<Persona> {
    if (part === 'stranger') return new Persona(world, part, undefined, '').renewed();
    const role = part === 'admin' || part === 'adminProgram' ? 'admin' : 'member';
    const username = `${part}-${randomBytes(3).toString('hex')}`;
    const [row] = await world.query<{ id: string }>(
      'insert into users (username, username_key, password_hash, role) values ($1, $2, $3, $4) returning id',
      [username, canonicalKey(username), await passwordHash(), role],
    );
    return new Persona(world, part, Number(row!.id), username).renewed();
  }

  /** A new session or token, and what a page's forms need. */
  async renewed(): Promise<this> {
    if (this.id !== undefined)
      await this.world.query(
        'update users set role = $2, deactivated_at = null, deactivated_until = null where id = $1',
        [this.id, this.part.startsWith('admin') ? 'admin' : 'member'],
      );
    if (this.part === 'program' || this.part === 'adminProgram') return this.withToken();
    const cookies: string[] = [];
    if (this.id !== undefined) cookies.push(await this.session(this.id));
    const page = await fetch(`${this.world.url}/${this.id === undefined ? 'login' : 'account'}`, {
      headers: { cookie: cookies.join('; ') },
    });
    cookies.push(...page.headers.getSetCookie().map((line) => line.split(';')[0]!));
    this.csrf = /name="csrf-token" content="([^"]+)"/.exec(await page.text())?.[1] ?? '';
    this.cookie = cookies.join('; ');
    return this;
  }

  async isSignedIn(): Promise<boolean> {
    if (this.id === undefined) return true;
    const { status } = await fetch(`${this.world.url}/api/me`, { headers: Object.fromEntries(this.headers) });
    return status === 200;
  }

  get headers(): [string, string][] {
    if (this.token) return [['Authorization', `Bearer ${this.token}`]];
    return [
      ['Cookie', this.cookie],
      ['X-CSRF-Token', this.csrf],
    ];
  }

  /** For a socket. */
  get entry(): Entry {
    return this.token ? { token: this.token, origin: null } : { cookie: this.cookie };
  }

  private async session(userId: number): Promise<string> {
    const sessionId = randomBytes(24).toString('base64url');
    await this.world.query(
      "insert into sessions (id, user_id, expires_at) values ($1, $2, now() + interval '1 day')",
      [createHash('sha256').update(sessionId).digest('hex'), userId],
    );
    return `samovar.sid=${encodeURIComponent(signed(sessionId))}`;
  }

  private async withToken(): Promise<this> {
    this.token = `samovar_${randomBytes(32).toString('base64url')}`;
    await this.world.query(
      "insert into api_tokens (user_id, name, scope, hash) values ($1, 'fuzz', $2, $3)",
      [
        this.id,
        this.part === 'adminProgram' ? 'admin' : 'write',
        createHash('sha256').update(this.token).digest('hex'),
      ],
    );
    return this;
  }
}
