/** Who may do what: every route × who asks × whose room it is. One that is not listed here fails. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Cast, gatherCast, people, type Place } from '../support/cast.js';
import { defaultPassword, type Reply, Visitor } from '../support/visitor.js';
import { accountRules } from './account.js';
import { adminRules } from './admin.js';
import { apiRules } from './api.js';
import { chatRules } from './chat.js';
import { invitationRules } from './invitations.js';
import { keepingRules } from './keeping.js';
import { filesRules } from './files.js';
import { noticesRules } from './notices.js';
import { expected, type Rule, targetsOf } from './rule.js';

let cast: Cast;
/** Somebody whom all the others try to sign out. */
let victim: Visitor;
let victimSession: string;

beforeAll(async () => {
  cast = await gatherCast();
  victim = new Visitor(cast.app.url);
  await victim.register('victim');
  const [session] = await cast.app.database.query<{ id: string }>(
    "select s.id from sessions s join users u on u.id = s.user_id where u.username = 'victim'",
  );
  victimSession = session!.id;
});

afterAll(() => cast.app.close());

describe('Routes', () => {
  /** This server sends no mail: what needs it is not there, for nobody. */
  const noMail = { anonymous: 404, signedIn: 404 };

  /** Anonymous visitors are led from a page to the sign-in page (303); a form is answered with 401 and what they typed. */
  const rules: Record<string, Rule> = {
    ...keepingRules,
    ...invitationRules,
    ...apiRules,
    ...adminRules,
    ...filesRules,
    ...noticesRules,
    ...accountRules,
    ...chatRules,
    'post /account/sessions/end': {
      path: () => '/account/sessions/end',
      fields: () => ({ session: victimSession }),
      anonymous: 401,
      signedIn: 303,
    },
    'get /': { path: () => '/', anonymous: 303, signedIn: 303 },
    'get /login': { path: () => '/login', anonymous: 200, signedIn: 303 },
    'get /register': { path: () => '/register', anonymous: 200, signedIn: 303 },
    'get /setup': { path: () => '/setup', anonymous: 200, signedIn: 200 },
    'post /setup': {
      path: () => '/setup',
      fields: { username: 'x', password: defaultPassword },
      anonymous: 403,
      signedIn: 403,
    },
    'get /reset': { path: () => '/reset', anonymous: 200, signedIn: 200 },
    'post /reset': {
      path: () => '/reset',
      fields: { code: 'x', password: defaultPassword },
      anonymous: 403,
      signedIn: 403,
    },
    'get /forgot': { path: () => '/forgot', ...noMail },
    'post /forgot': { path: () => '/forgot', fields: { account: 'victim' }, ...noMail },
    'get /mail/confirm': { path: () => '/mail/confirm', ...noMail },
    'post /mail/confirm': { path: () => '/mail/confirm', fields: { code: 'x' }, ...noMail },
    'get /mail/end/:token': { path: () => '/mail/end/1.x', ...noMail },
    'post /mail/end/:token': { path: () => '/mail/end/1.x', ...noMail },
    'get /activity': { path: () => '/activity', anonymous: 303, signedIn: 200 },
    'post /activity/read': {
      path: () => '/activity/read',
      fields: { ids: 'all' },
      anonymous: 401,
      signedIn: 303,
    },
    'post /activity/away': { path: () => '/activity/away', anonymous: 401, signedIn: 303 },
    'post /people/:username/ignored': {
      path: () => '/people/victim/ignored',
      fields: { ignored: 'yes' },
      // Somebody whom they may not know of.
      guest: 404,
      anonymous: 401,
      signedIn: 303,
    },
    'get /people': { path: () => '/people', anonymous: 303, signedIn: 200 },
    'get /people/:username': { path: () => '/people/victim', anonymous: 303, signedIn: 200, guest: 404 },
    'get /share': { path: () => '/share?text=hello', anonymous: 303, signedIn: 200 },
    'post /share': {
      path: () => '/share',
      fields: { text: 'hello', find: 'yes' },
      anonymous: 401,
      signedIn: 200,
    },
    'get /offline': { path: () => '/offline', anonymous: 200, signedIn: 200 },
    'post /theme': { path: () => '/theme', fields: { theme: 'dark' }, anonymous: 303, signedIn: 303 },
    'post /language': { path: () => '/language', fields: { language: 'en' }, anonymous: 303, signedIn: 303 },
    'get /health/live': { path: () => '/health/live', anonymous: 200, signedIn: 200 },
    'get /health/ready': { path: () => '/health/ready', anonymous: 200, signedIn: 200 },
    // From this machine, as here; who else may, and who may not, is in metrics.test.ts.
    'get /metrics': { path: () => '/metrics', anonymous: 200, signedIn: 200 },
    'post /register': {
      path: () => '/register',
      fields: { username: 'member', password: defaultPassword },
      anonymous: 409,
      signedIn: 409,
    },
    'post /login': {
      path: () => '/login',
      fields: { username: 'member', password: 'not this one' },
      anonymous: 401,
      signedIn: 401,
    },
    'post /logout': { path: () => '/logout', anonymous: 303, signedIn: 303 },
  };

  test('are all listed', () => {
    const router = (cast.app.app.getHttpAdapter().getInstance() as { router: { stack: Layer[] } }).router;
    const routes = router.stack.flatMap(({ route }) =>
      route ? Object.keys(route.methods).map((method) => `${method} ${route.path}`) : [],
    );
    expect(routes.length).toBeGreaterThan(15);
    expect(Object.keys(rules).sort()).toEqual(routes.sort());
  });

  test.each(Object.entries(rules))('%s', async (route, rule) => {
    const outcomes: unknown[] = [];
    const wanted: unknown[] = [];
    for (const person of people) {
      for (const target of targetsOf(route)) {
        const path = rule.path(cast.places[target]);
        const visitor = cast.visitors[person];
        const token = person === 'bot' ? cast.botToken : undefined;
        const reply = await ask(visitor, route.split(' ')[0]!, path, rule, cast.places[target], token);
        outcomes.push([person, target, reply.status]);
        wanted.push([person, target, expected(rule, person, target, path.startsWith('/api/'))]);
        if (reply.status === 303 && person === 'anonymous' && path !== '/' && rule.signedIn !== 303)
          expect(reply.location).toMatch(/^\/login/);
        const mayRead =
          person === 'member' || person === 'keeper' || (person === 'admin' && rule.admin === 200);
        if (target === 'private' && !mayRead) expect(reply.body).not.toContain('secret');
      }
    }
    expect(outcomes).toEqual(wanted);
  });
});

test("Nobody ended somebody else's session", async () => {
  expect((await victim.get('/account')).status).toBe(200);
});

async function ask(
  visitor: Visitor,
  method: string,
  path: string,
  { fields, body }: Rule,
  place: Place,
  token: string | undefined,
): Promise<Reply> {
  const authorization: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  if (method === 'get') return visitor.get(path, authorization);
  if (!path.startsWith('/api/'))
    return visitor.post(path, typeof fields === 'function' ? fields(place) : fields);
  const headers = {
    'content-type': 'application/json',
    ...(token ? authorization : { 'x-csrf-token': await visitor.csrfToken() }),
  };
  return visitor.request(
    method.toUpperCase(),
    path,
    body && JSON.stringify(typeof body === 'function' ? (body as () => object)() : body),
    headers,
  );
}

interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
}
