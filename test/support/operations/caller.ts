/** A program that calls the API with a token. */
import { ApiTokensService } from '../../../src/server/auth/api-tokens/api-tokens.service.js';
import type { Scope } from '../../../src/shared/tokens.js';
import type { Role } from '../../../src/shared/people.js';
import type { SignedInUser } from '../../../src/server/platform/access/signed-in-user.js';
import type { TestApp } from '../app.js';
import { addUser } from '../factories.js';
import { Visitor } from '../visitor.js';

export interface ApiReply<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

/** What `Link` headers say: relation → address. */
export function linksOf(headers: Headers): Record<string, string> {
  const links = (headers.get('link') ?? '').matchAll(/<([^>]+)>; rel="(\w+)"/g);
  return Object.fromEntries([...links].map(([, address, relation]) => [relation!, address!]));
}

export class Caller {
  constructor(
    private readonly url: string,
    private readonly headers: Record<string, string>,
    readonly user: SignedInUser,
    readonly token = '',
  ) {}

  /** Sends `body` as JSON, a string as it is. The answer's body is JSON, or null when there is none. */
  async call<Body = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<ApiReply<Body>> {
    const response = await fetch(this.url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...this.headers,
        ...headers,
      },
      body: typeof body === 'string' ? body : body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson && text ? JSON.parse(text) : text || null) as Body,
    };
  }

  /** Calls what must be granted, and returns the answer's body. */
  async must<Body = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<Body> {
    const reply = await this.call<Body>(method, path, body);
    if (reply.status >= 300)
      throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.body;
  }

  /** Of a browser. */
  get cookie(): string {
    return this.headers.cookie ?? '';
  }

  /** The same person with a token of another scope. */
  async limitedTo(app: TestApp, scope: Scope): Promise<Caller> {
    return callerFor(app, this.user, scope);
  }
}

/** A token of somebody. */
export async function callerFor(app: TestApp, user: SignedInUser, scope: Scope): Promise<Caller> {
  const { token } = await app.app.get(ApiTokensService).make(user, { name: 'test', scope });
  return new Caller(app.url, { authorization: `Bearer ${token}` }, user, token);
}

/** Somebody new, with a token that allows all that they may. */
export async function newCaller(app: TestApp, username: string, role: Role = 'member'): Promise<Caller> {
  return callerFor(app, await addUser(app.database, username, role), role === 'admin' ? 'admin' : 'write');
}

/** Somebody new in a browser, whose scripts call with the session and its form token; the password is the default one. */
export async function newBrowserCaller(app: TestApp, username: string): Promise<Caller> {
  const visitor = new Visitor(app.url);
  await visitor.register(username);
  const headers = { 'x-csrf-token': await visitor.csrfToken(), cookie: visitor.cookieHeader };
  const [row] = await app.database.query<{ id: string }>('select id from users where username = $1', [
    username,
  ]);
  return new Caller(app.url, headers, { id: Number(row!.id), username, role: 'member' });
}
