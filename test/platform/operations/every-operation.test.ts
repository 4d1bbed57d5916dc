/** Every operation of the API, called with good and bad input that is made of its own document, keeps what that promises. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AddressBans } from '../../../src/server/auth/bans/address-bans.service.js';
import { startApp, type TestApp } from '../../support/app.js';
import { Random } from '../../proofs/torture/random.js';
import { type Described, type Document, Promises } from '../../support/operations/answers.js';
import { type ApiReply, Caller } from '../../support/operations/caller.js';
import { fitting, type JsonSchema, unfitting, wild } from '../../support/operations/input.js';
import { PushService } from '../../support/push-service.js';
import { type MailServer, startMailServer } from '../../support/mail-server.js';
import { furnishedWorld, type World } from '../../support/operations/world.js';

let push: PushService;
let mails: MailServer;
let app: TestApp;
let world: World;
let promises: Promises;
let operations: Called[];

interface Called {
  path: string;
  method: string;
  described: Described;
}

beforeAll(async () => {
  push = await PushService.start();
  mails = await startMailServer();
  app = await startApp({ ...mails.settings, RATE_LIMITS: 'off', OUTGOING: 'any' });
  world = await furnishedWorld(app, push);
  const document = await world.member.must<Document>('GET', '/api/openapi.json');
  promises = new Promises(document);
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({ path, method, described })),
  );
});

afterAll(async () => {
  await app.close();
  await push.close();
  await mails.stop();
});

const random = new Random(5);

/** A value for a parameter or a field: an id that is worth asking for where there are some. */
function good({ described: { operationId }, path }: Called, name: string, schema: JsonSchema): unknown {
  const ids = world.ids(operationId, path, name);
  return ids.length > 0 ? random.pick(ids) : fitting(schema, promises.find, random);
}

interface Input {
  parameters: Record<string, unknown>;
  body?: unknown;
}

function goodInput(called: Called): Input {
  const { parameters, requestBody } = called.described;
  const chosen = parameters.filter(({ required }) => required || random.chance(0.3));
  const input: Input = {
    parameters: Object.fromEntries(chosen.map(({ name, schema }) => [name, good(called, name, schema)])),
  };
  const schema = requestBody?.content['application/json']!.schema;
  if (schema) input.body = withKnownIds(called, fitting(schema, promises.find, random));
  return input;
}

const withKnownIds = (called: Called, body: unknown): unknown =>
  Object.fromEntries(
    Object.entries(body as object).map(([name, value]: [string, unknown]) => {
      const ids = world.ids(called.described.operationId, called.path, name);
      return [name, ids.length > 0 ? random.pick(ids) : value];
    }),
  );

/** One thing wrong at a time: each parameter, each field, the body as a whole. */
function badInputs(called: Called): Input[] {
  const { parameters, requestBody } = called.described;
  const inParameters = parameters.flatMap(({ name }) =>
    wild.map((value) => {
      const input = goodInput(called);
      return { ...input, parameters: { ...input.parameters, [name]: value } };
    }),
  );
  const schema = requestBody?.content['application/json']!.schema;
  const bodies = schema ? unfitting(schema, promises.find, random) : [];
  return [...inParameters, ...bodies.map((body) => ({ ...goodInput(called), body }))];
}

function call(caller: Caller, { path, method, described }: Called, input: Input): Promise<ApiReply<unknown>> {
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => written(input.parameters[name]));
  const query = described.parameters
    .filter((parameter) => parameter.in === 'query' && parameter.name in input.parameters)
    .map(({ name }) => `${name}=${written(input.parameters[name])}`)
    .join('&');
  return caller.call(method.toUpperCase(), query ? `${address}?${query}` : address, input.body);
}

/** A lone surrogate has no encoding: this is what a careless program would send. */
function written(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  // A path without its last part is another path.
  return text.isWellFormed() ? encodeURIComponent(text) || '%20' : '%ED%A0%80';
}

/** Calls, and says what the answer breaks. */
async function broken(
  caller: Caller,
  called: Called,
  input: Input,
): Promise<{ status: number; wrong: unknown[] }> {
  const reply = await call(caller, called, input);
  const wrong = promises.broken(called.path, called.method, reply);
  const { operationId } = called.described;
  const shown = JSON.stringify(input).slice(0, 300);
  return {
    status: reply.status,
    wrong:
      wrong === null ? [] : [{ operationId, caller: caller.user.username, shown, reply: reply.body, wrong }],
  };
}

test('the document lists all that is routed under /api/', () => {
  const router = (app.app.getHttpAdapter().getInstance() as { router: { stack: Layer[] } }).router;
  const routed = router.stack.flatMap(({ route }) =>
    route?.path.startsWith('/api/')
      ? Object.keys(route.methods).map((method) => `${method} ${route.path}`)
      : [],
  );
  const listed = operations.map(({ method, path }) => `${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`);
  expect(routed.sort()).toEqual(listed.sort());
  expect(listed.length).toBeGreaterThan(20);
  const ids = operations.map(({ described }) => described.operationId);
  expect(new Set(ids).size).toBe(ids.length);
});

interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
}

test('what an answer breaks is noticed', async () => {
  const reply = await world.member.call('GET', '/api/me');
  const broken = (changed: Partial<ApiReply<unknown>>) =>
    promises.broken('/api/me', 'get', { ...reply, ...changed });
  expect(broken({})).toBeNull();
  expect(broken({ status: 418 })).toMatch(/418/);
  expect(broken({ headers: new Headers({ 'content-type': 'text/html' }) })).toMatch(/html/);
  expect(broken({ body: { ...reply.body, passwordHash: 'x' } })).toMatchObject([
    { keyword: 'additionalProperties' },
  ]);
  expect(broken({ body: { ...reply.body, unread: -1 } })).toMatchObject([{ keyword: 'minimum' }]);
  expect(broken({ body: { ...reply.body, user: {} } })).not.toBeNull();
});

/** Ids of operations; kept for a second try, which finds tokens revoked and messages deleted by the first one. */
const succeeded = new Set<string>();

/** Asked for in headers, bytes or a password, which nobody here has, or not to be asked for again: test/files/, emoji/, people/, erasing/ do. */
const elsewhere =
  'beginUpload sendPart addEmoji setLogo removeLogo setPicture takePictureAway changeUsername eraseMyself createGroup';

const patience = 400_000; // Milliseconds: hundreds of calls a test, some of which wait by themselves.

test(
  'good input is answered as promised, and each operation succeeds for somebody',
  async () => {
    const failures: unknown[] = [];
    for (const called of operations) {
      const { operationId } = called.described;
      if (operationId === 'eraseMyself') continue;
      const most = elsewhere.includes(operationId) ? 5 : 100;
      for (let round = 0; round < 5 || (!succeeded.has(operationId) && round < most); round++) {
        for (const caller of [world.member, world.reader, world.browser, world.admin]) {
          const { status, wrong } = await broken(caller, called, goodInput(called));
          failures.push(...wrong);
          if (status < 300) succeeded.add(operationId);
        }
      }
    }
    expect(failures).toEqual([]);
    const ids = operations.map(({ described }) => described.operationId);
    expect(ids.filter((id) => !succeeded.has(id) && !elsewhere.includes(id))).toEqual([]);
  },
  patience,
);

test(
  'bad input is refused as promised, and never breaks anything',
  async () => {
    const failures: unknown[] = [];
    let refused = 0;
    for (const called of operations) {
      const [way] = called.described.security;
      const caller =
        way && !way.token ? world.browser : way?.token?.[0] === 'admin' ? world.admin : world.member;
      for (const input of badInputs(called)) {
        const { status, wrong } = await broken(caller, called, input);
        failures.push(...wrong);
        if (status >= 400) refused++;
      }
    }
    expect(failures).toEqual([]);
    expect(refused).toBeGreaterThan(1_000);
  },
  patience,
);

test('without a token, or with one that is no good, nothing is answered but what is for anybody', async () => {
  const stranger = new Caller(app.url, {}, world.member.user);
  const forger = new Caller(
    app.url,
    { authorization: `Bearer samovar_${'x'.repeat(43)}` },
    world.member.user,
  );
  for (const called of operations) {
    const isForAnybody = called.described.security.length === 0;
    for (const caller of [stranger, forger]) {
      const reply = await call(caller, called, goodInput(called));
      const expected = isForAnybody && caller === stranger ? 200 : 401;
      expect([called.described.operationId, reply.status]).toEqual([called.described.operationId, expected]);
      expect(promises.broken(called.path, called.method, reply)).toBeNull();
      if (expected === 401) expect(reply.headers.get('www-authenticate')).toMatch(/^Bearer/);
    }
  }
});

test('the document says where its server is', async () => {
  const { servers } = await startedDocument({ PUBLIC_URL: 'https://chat.example.org/' });
  expect(servers).toEqual([{ url: 'https://chat.example.org', description: 'this server' }]);
  expect((await startedDocument({})).servers[0]!.url).toBe('/');
});

test('from a banned address every operation is refused as promised', async () => {
  const administrator = { ...world.admin.user, address: '192.0.2.1' };
  await app.app.get(AddressBans).ban(administrator, { network: '127.0.0.1', reason: 'A test' });
  for (const called of operations) {
    const reply = await call(world.member, called, goodInput(called));
    expect([called.described.operationId, reply.status]).toEqual([called.described.operationId, 403]);
    expect(promises.broken(called.path, called.method, reply)).toBeNull();
  }
});

async function startedDocument(settings: Record<string, string>) {
  const server = await startApp(settings);
  try {
    return (await (await fetch(`${server.url}/api/openapi.json`)).json()) as { servers: { url: string }[] };
  } finally {
    await server.close();
  }
}
