/** Somebody with a browser that has no JavaScript: cookies, pages and forms over real HTTP. */

export interface Reply {
  status: number;
  headers: Headers;
  body: string;
  /** Where a redirect leads, as the server wrote it. */
  location: string | null;
}

export const defaultPassword = 'correct horse battery';

export class Visitor {
  readonly cookies = new Map<string, string>();
  private token: string | undefined;

  constructor(
    private readonly url: string,
    private readonly language = 'en',
  ) {}

  get cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Redirects are returned, not followed. */
  get(path: string, headers: Record<string, string> = {}): Promise<Reply> {
    return this.request('GET', path, undefined, headers);
  }

  /** Sends a form with the token of the last page seen; opens /login or /account for one first, if there was none. */
  async post(
    path: string,
    fields: Record<string, string> = {},
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const form = { _csrf: await this.csrfToken(), ...fields };
    return this.request('POST', path, new URLSearchParams(form).toString(), {
      'content-type': 'application/x-www-form-urlencoded',
      // As every browser says it of a form on the site's own page.
      'sec-fetch-site': 'same-origin',
      ...headers,
    });
  }

  /** Registers and is signed in then. Throws when refused. */
  async register(username: string, password = defaultPassword): Promise<void> {
    mustRedirect(await this.post('/register', { username, password }), 'register');
    this.token = undefined;
  }

  /** Throws when refused. */
  async signIn(username: string, password = defaultPassword): Promise<void> {
    mustRedirect(await this.post('/login', { username, password }), 'sign in');
    this.token = undefined;
  }

  async signOut(): Promise<void> {
    mustRedirect(await this.post('/logout'), 'sign out');
    this.token = undefined;
  }

  async csrfToken(): Promise<string> {
    const isSignedIn = [...this.cookies.keys()].some((name) => name.endsWith('samovar.sid'));
    if (this.token === undefined && isSignedIn) await this.get('/account');
    if (this.token === undefined) await this.get('/login');
    if (this.token === undefined) throw new Error('The page has no csrf-token.');
    return this.token;
  }

  /** A request as it is written here, cookies and the language added. */
  async request(
    method: string,
    path: string,
    body?: string | Uint8Array,
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const response = await fetch(this.url + path, {
      method,
      redirect: 'manual',
      body: body as string | undefined,
      headers: {
        accept: 'text/html',
        'accept-language': this.language,
        // One that is kept open may be closed by the server at the very moment it is used again.
        connection: 'close',
        ...(this.cookies.size && { cookie: this.cookieHeader }),
        ...headers,
      },
    });
    this.keepCookies(response.headers.getSetCookie());
    const text = await response.text();
    this.token = /<meta name="csrf-token" content="([^"]+)"/.exec(text)?.[1] ?? this.token;
    return {
      status: response.status,
      headers: response.headers,
      body: text,
      location: response.headers.get('location'),
    };
  }

  private keepCookies(lines: string[]): void {
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split('; ');
      const [name = '', value = ''] = pair.split(/=(.*)/s);
      const expires = attributes
        .find((attribute) => attribute.startsWith('Expires='))
        ?.slice('Expires='.length);
      if (expires !== undefined && Date.parse(expires) <= Date.now()) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }
}

function mustRedirect({ status, body }: Reply, what: string): void {
  if (status === 303) return;
  const said = /<p class="[^"]*error[^"]*"[^>]*>([^<]*)</.exec(body)?.[1];
  throw new Error(`could not ${what}: ${status} ${said ?? body.slice(0, 200)}`);
}
