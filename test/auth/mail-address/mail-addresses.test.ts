import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../../support/app.js';
import { type MailServer, type ReceivedMail, startMailServer } from '../../support/mail-server.js';
import { defaultPassword, type Reply, Visitor } from '../../support/visitor.js';

let mails: MailServer;
let server: TestApp;
let boris: Visitor;
let name: string;
let address: string;
let names = 0;

beforeAll(async () => {
  mails = await startMailServer();
  server = await startApp({ ...mails.settings, RATE_LIMITS: 'off' });
});
afterAll(async () => {
  await server.close();
  await mails.stop();
});
beforeEach(async () => {
  name = `boris${++names}`;
  address = `${name}@mail.example`;
  boris = new Visitor(server.url);
  await boris.register(name);
});

const set = (by: Visitor, address: string, currentPassword = defaultPassword) =>
  by.post('/account/mail', { address, currentPassword });

/** The code in the link that was mailed. */
const codeIn = ({ text }: ReceivedMail) =>
  /https:\/\/chat\.example\.org\/mail\/confirm#([\w-]{43})/.exec(text)![1]!;
const open = (code: string) => new Visitor(server.url).post('/mail/confirm', { code });
const confirm = (code: string) => new Visitor(server.url).post('/mail/confirm', { code, confirmed: 'yes' });

async function confirmed(by: Visitor, at: string): Promise<void> {
  await set(by, at);
  expect((await confirm(codeIn(await mails.next(at)))).status).toBe(200);
}

async function api(by: Visitor, method: string, body?: object): Promise<Reply & { view: unknown }> {
  const headers = { 'content-type': 'application/json', 'x-csrf-token': await by.csrfToken() };
  const reply = await by.request(method, '/api/me/mail', body && JSON.stringify(body), headers);
  return { ...reply, view: reply.body === '' ? null : JSON.parse(reply.body) };
}

describe('A mail address', () => {
  test('is confirmed by a link that was mailed there, and a button', async () => {
    expect((await set(boris, address)).location).toBe('/account/mail?done=sent');
    const mail = await mails.next(address);
    expect([mail.from, mail.headers.get('to')]).toEqual(['chat@example.org', `${name} <${address}>`]);
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail.headers.get('message-id')).toMatch(/^<[^@]+@example\.org>$/);
    expect(mail.html).toContain(codeIn(mail));
    expect((await boris.get('/account/mail')).body).toContain('not confirmed yet');
    const code = codeIn(mail);
    for (let look = 0; look < 2; look++) expect((await open(code)).body).toContain(address);
    expect((await api(boris, 'GET')).view).toEqual({ address, confirmed: false, mails: true });
    expect((await confirm(code)).body).toContain('The address is confirmed.');
    expect((await api(boris, 'GET')).view).toEqual({ address, confirmed: true, mails: true });
    expect((await confirm(code)).status).toBe(403);
    expect(JSON.stringify(await server.database.query('select * from mail_addresses'))).not.toContain(code);
  });

  test('is set by whoever knows the password, and is one', async () => {
    const wrong = await set(boris, address, 'not this one');
    expect([wrong.status, wrong.body.includes('This is not your current password.')]).toEqual([403, true]);
    for (const odd of [
      'boris',
      'a@b@c.example',
      'a b@c.example',
      `${'x'.repeat(250)}@c.example`,
      'a@b.example>',
    ])
      expect((await set(boris, odd)).status).toBe(422);
    expect((await api(boris, 'GET')).view).toEqual({ address: null, confirmed: false, mails: true });
  });

  test('takes no other header along', async () => {
    const odd = await set(boris, `${address}\r\nBcc: eve@evil.example`);
    expect(odd.status).toBe(422);
    const put = await api(boris, 'PUT', {
      address: `a@b.example\nBcc:c@d.example`,
      currentPassword: defaultPassword,
    });
    expect(put.status).toBe(422);
    expect(mails.received.some(({ to }) => to.length > 1 || to[0]!.includes('evil'))).toBe(false);
  });

  test('works until the code is old, the password changed, or another one made', async () => {
    await set(boris, address);
    const first = codeIn(await mails.next(address));
    expect((await boris.post('/account/mail/again')).location).toBe('/account/mail?done=sent');
    const second = codeIn(await mails.next(address));
    expect((await open(first)).status).toBe(403);
    expect((await open(second)).status).toBe(200);
    await server.database.query('update mail_addresses set code_expires_at = now() where address = $1', [
      address,
    ]);
    expect((await confirm(second)).status).toBe(403);
    await boris.post('/account/mail/again');
    const third = codeIn(await mails.next(address));
    await boris.post('/account/password', {
      currentPassword: defaultPassword,
      password: 'another long password',
    });
    expect((await confirm(third)).status).toBe(403);
  });

  test('that changes, or goes, is told so', async () => {
    await confirmed(boris, address);
    await set(boris, `new-${address}`);
    expect((await mails.next(address)).text).toContain('does not come here any more');
    expect((await api(boris, 'GET')).view).toEqual({
      address: `new-${address}`,
      confirmed: false,
      mails: true,
    });
    await confirm(codeIn(await mails.next(`new-${address}`)));
    expect((await boris.post('/account/mail/remove')).location).toBe('/account/mail?done=removed');
    expect((await mails.next(`new-${address}`)).text).toContain('does not come here any more');
  });

  test('is one person’s; only the mail tells a second one that it is taken', async () => {
    await confirmed(boris, address);
    const vera = new Visitor(server.url);
    await vera.register(`vera${names}`);
    const [free, taken] = [await set(vera, `vera-${address}`), await set(vera, address.toUpperCase())];
    expect([taken.status, taken.location]).toEqual([free.status, free.location]);
    expect((await mails.next(address.toUpperCase())).text).not.toContain('/mail/confirm');
    const { view } = await api(vera, 'GET');
    expect(view).toEqual({ address: address.toUpperCase(), confirmed: false, mails: true });
  });

  test('of two who wait for it the first one gets', async () => {
    const vera = new Visitor(server.url);
    await vera.register(`vera${names}`);
    await set(boris, address);
    const his = codeIn(await mails.next(address));
    await set(vera, address);
    const hers = codeIn(await mails.next(address));
    const replies = await Promise.all([confirm(his), confirm(hers)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('is written to in the language of its owner', async () => {
    const olga = new Visitor(server.url, 'ru');
    await olga.register(`olga${names}`);
    await set(olga, `olga-${address}`);
    expect((await mails.next(`olga-${address}`)).headers.get('subject')).toBe('Подтвердите адрес почты');
  });

  test('is chosen and removed over REST, and by no token', async () => {
    expect((await api(boris, 'PUT', { address, currentPassword: defaultPassword })).status).toBe(200);
    expect((await api(boris, 'PATCH', { mails: false })).view).toMatchObject({ mails: false });
    expect((await api(boris, 'DELETE')).status).toBe(204);
    expect((await api(boris, 'PATCH', { mails: false })).status).toBe(409);
    const made = await boris.post('/account/tokens', {
      ...{ name: 'x', scope: 'write', expiresInDays: '7', currentPassword: defaultPassword },
    });
    const token = /value="(samovar_[^"]+)"/.exec(made.body)![1]!;
    for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const reply = await new Visitor(server.url).request(
        method,
        '/api/me/mail',
        method === 'GET' ? undefined : '{}',
        headers,
      );
      expect([method, reply.status]).toEqual([method, 403]);
    }
  });

  test('is told of in the audit log, without the address', async () => {
    await confirmed(boris, address);
    await boris.post('/account/mail/remove');
    const entries = await server.database.query<{ action: string }>(
      `select action, details::text from audit_log where actor_name = $1 and action like 'mail%' order by id`,
      [name],
    );
    expect(entries.map(({ action }) => action)).toEqual([
      'mail_address_set',
      'mail_address_confirmed',
      'mail_address_removed',
    ]);
    expect(JSON.stringify(await server.database.query('select * from audit_log'))).not.toContain(address);
  });
});
