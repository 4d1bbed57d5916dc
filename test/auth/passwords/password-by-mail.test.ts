import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { commandLine } from '../../../src/server/audit/audit-log.js';
import { AccountChanges } from '../../../src/server/auth/accounts/account-changes.service.js';
import { Accounts } from '../../../src/server/auth/accounts/accounts.service.js';
import { startApp, type TestApp } from '../../support/app.js';
import { type MailServer, startMailServer } from '../../support/mail-server.js';
import { eventually } from '../../support/socket.js';
import { defaultPassword, Visitor } from '../../support/visitor.js';

let mails: MailServer;
let server: TestApp;

beforeAll(async () => {
  mails = await startMailServer();
  server = await startApp(mails.settings);
  await somebody('boris', true);
  await somebody('waiting', false);
  const banned = await somebody('banned', true);
  await server.app.get(AccountChanges).disable(commandLine, banned);
});
afterAll(async () => {
  await server.close();
  await mails.stop();
});

const at = (name: string) => `${name}@mail.example`;

async function somebody(username: string, isConfirmed: boolean): Promise<number> {
  const { id } = await server.app.get(Accounts).register({ username, password: defaultPassword });
  await server.database.query(
    `insert into mail_addresses (user_id, address, address_key, confirmed_at, language)
     values ($1, $2, $2, case when $3 then now() end, 'en')`,
    [id, at(username), isConfirmed],
  );
  return id;
}

const ask = (account: string) => new Visitor(server.url).post('/forgot', { account });
const comparable = (body: string, account: string) =>
  body.replaceAll(account, 'ACCOUNT').replace(/content="[^"]*"|value="[^"]*"/g, '');

describe('A forgotten password', () => {
  test('is replaced by a link that is mailed to the confirmed address, made of our own', async () => {
    expect((await new Visitor(server.url).get('/login')).body).toContain('href="/forgot"');
    const headers = { 'x-forwarded-host': 'evil.example' };
    await new Visitor(server.url).post('/forgot', { account: 'Boris' }, headers);
    const first = await mails.next(at('boris'));
    const link = /https:\/\/chat\.example\.org(\/reset)#([\w-]{43})/.exec(first.text)!;
    expect(first.html).not.toContain('evil.example');
    const [visitor, password] = [new Visitor(server.url), 'a new and long password'];
    expect((await visitor.post(link[1]!, { code: link[2]! })).body).toContain('boris');
    expect((await visitor.post(link[1]!, { code: link[2]!, password })).status).toBe(303);
    await new Visitor(server.url).signIn('boris', password);
    const [entry] = await server.database.query(
      `select actor_name, subject_name, details from audit_log where action = 'password_reset_offered'`,
    );
    expect(entry).toEqual({ actor_name: null, subject_name: 'boris', details: { mailed: true } });
  });

  test('is asked for with the same answer whoever it is, and mailed to nobody else', async () => {
    const before = mails.received.length;
    const answers = [];
    for (const account of [
      'nobody',
      at('nobody'),
      'waiting',
      at('waiting'),
      'banned',
      at('banned'),
      at('BORIS'),
    ]) {
      const { status, body } = await ask(account);
      answers.push([status, comparable(body, account)]);
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    await mails.next(at('boris'));
    expect(mails.received).toHaveLength(before + 1);
  });

  test('fills nobody’s mailbox, and says nothing of it', async () => {
    const answers = [];
    for (let turn = 0; turn < 4; turn++) answers.push((await ask('boris')).status);
    expect(answers).toEqual([200, 200, 200, 200]);
    const resets = () =>
      server.database.query(
        `select id from audit_log where action = 'password_reset_offered' and subject_name = 'boris'`,
      );
    await eventually(async () => (await resets()).length === 3, 'not mailed as often as it may be');
    for (let turn = 0; turn < 30; turn++) await ask('nobody');
    expect((await ask('boris')).status).toBe(429);
    expect(await resets()).toHaveLength(3);
  });
});

test('Without mail nothing of it is there', async () => {
  const without = await startApp();
  const visitor = new Visitor(without.url);
  expect((await visitor.get('/login')).body).not.toContain('/forgot');
  expect((await visitor.get('/forgot')).status).toBe(404);
  expect((await visitor.get('/mail/confirm')).status).toBe(404);
  await visitor.register('anna');
  expect((await visitor.get('/account')).body).not.toContain('/account/mail');
  expect((await visitor.get('/account/mail')).status).toBe(404);
  await without.close();
});
