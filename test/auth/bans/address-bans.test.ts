/** From an address that is banned nobody gets in, and whoever came from there is out, on every node. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Accounts } from '../../../src/server/auth/accounts/accounts.service.js';
import { AuditRepository } from '../../../src/server/audit/audit.repository.js';
import { AddressBans } from '../../../src/server/auth/bans/address-bans.service.js';
import type { SignedInUser } from '../../../src/server/platform/access/signed-in-user.js';
import { startApp, type TestApp } from '../../support/app.js';
import { addUser } from '../../support/factories.js';
import { mustClose } from '../../support/must-close.js';
import { soon, Tab } from '../../support/socket.js';
import { defaultPassword, Visitor } from '../../support/visitor.js';

let here: TestApp;
let there: TestApp;
let anna: SignedInUser;
let names = 0;
let tabs: Tab[] = [];

/** People come from an address of our choice. */
const behindProxy = { TRUST_PROXY: 'loopback' };

beforeAll(async () => {
  here = await startApp(behindProxy);
  there = await startApp(behindProxy, here.database);
  anna = { ...(await addUser(here.database, 'anna', 'admin')), address: '192.0.2.1' };
});
afterAll(async () => {
  await there.close();
  await here.close();
});
beforeEach(() => {
  tabs.forEach((tab) => tab.close());
  tabs = [];
});

const open = async (tab: Promise<Tab>) => {
  tabs.push(await tab);
  return tabs.at(-1)!;
};

describe('An address that is banned', () => {
  const ban = (network: string, until?: Date) =>
    here.app.get(AddressBans).ban(anna, { network, reason: 'Flood & noise', until });
  beforeEach(async () => {
    await here.database.query('update address_bans set lifted_at = now() where lifted_at is null');
    for (const node of [here, there]) await node.app.get(AddressBans).reload();
  });

  const from = (address: string) => ({ 'x-forwarded-for': address });
  /** Somebody who signs in from an address, with a socket from there on each node. */
  const comeFrom = async (address: string) => {
    const username = `person${++names}`;
    await here.app.get(Accounts).register({ username, password: defaultPassword });
    const visitor = new Visitor(here.url);
    const reply = await visitor.post('/login', { username, password: defaultPassword }, from(address));
    expect(reply.status).toBe(303);
    return {
      visitor,
      sockets: [await socketFrom(here, visitor, address), await socketFrom(there, visitor, address)],
    };
  };
  const socketFrom = (node: TestApp, { cookieHeader }: Visitor, address: string) =>
    open(Tab.open(node.url, cookieHeader, { headers: from(address) }));

  test('loses its sessions and sockets on every node; others stay', async () => {
    const inside = await comeFrom('198.51.100.7');
    const outside = await comeFrom('203.0.113.7');
    await ban('198.51.100.77/24');
    for (const tab of inside.sockets) await mustClose(tab, 'banned');
    expect((await inside.visitor.get('/account', from('203.0.113.9'))).status).toBe(303);
    expect((await outside.visitor.get('/account', from('203.0.113.7'))).status).toBe(200);
    expect(outside.sockets.map((tab) => tab.socket.connected)).toEqual([true, true]);
    expect((await outside.visitor.get('/account', from('198.51.100.9'))).status).toBe(403);
  });

  test('is told why by pages, programs and sockets, and gets files and health only', async () => {
    const { visitor } = await comeFrom('203.0.113.7');
    await ban('198.51.100.7', new Date(Date.now() + 3_600_000));
    const page = await new Visitor(here.url).get('/login', from('198.51.100.7'));
    expect([page.status, page.headers.get('set-cookie')]).toEqual([403, null]);
    expect(page.body).toMatch(
      /Your network address is banned until \d{4}-\d\d-\d\d \d\d:\d\d UTC\. Reason: Flood &amp; noise/,
    );
    const russian = await new Visitor(here.url, 'ru').get('/login', from('198.51.100.7'));
    expect(russian.body).toContain('Причина: Flood &amp; noise');
    const problem = await visitor.get('/api/me', from('198.51.100.7'));
    expect([problem.status, problem.headers.get('content-type')]).toEqual([
      403,
      'application/problem+json; charset=utf-8',
    ]);
    expect((await visitor.request('POST', '/login', 'x=1', from('198.51.100.7'))).status).toBe(403);
    expect((await visitor.get('/health/live', from('198.51.100.7'))).status).toBe(200);
    expect((await visitor.get('/built/samovar.css', from('198.51.100.7'))).status).toBe(200);
    for (const node of [here, there])
      await soon(() =>
        expect(socketFrom(node, visitor, '198.51.100.7')).rejects.toMatchObject({
          data: { code: 'forbidden' },
        }),
      );
  });

  test('may come back when the ban ends, and when it is lifted', async () => {
    const bans = here.app.get(AddressBans);
    const short = await ban('198.51.100.7', new Date(Date.now() + 5_000));
    expect((await new Visitor(here.url).get('/login', from('198.51.100.7'))).status).toBe(403);
    await soon(async () =>
      expect((await new Visitor(here.url).get('/login', from('198.51.100.7'))).status).toBe(200),
    );
    await expect(bans.lift(anna, short.id)).rejects.toMatchObject({ code: 'not_found' });
    const stranger = new Visitor(there.url);
    const { id } = await ban('198.51.100.0/24');
    await soon(async () => expect((await stranger.get('/login', from('198.51.100.7'))).status).toBe(403));
    await bans.lift(anna, id);
    await soon(async () => expect((await stranger.get('/login', from('198.51.100.7'))).status).toBe(200));
  });

  test('may be of IPv6, and IPv4 however it is written', async () => {
    const bans = here.app.get(AddressBans);
    const made = await bans.ban(anna, { network: '2001:db8:0:1::5/64', reason: 'Flood' });
    expect(made.network).toBe('2001:db8:0:1::/64');
    expect(bans.banOf('2001:db8:0:1:ffff::1')).toMatchObject({ reason: 'Flood' });
    expect(bans.banOf('2001:db8:0:2::1')).toBeNull();
    for (const odd of ['', 'unknown', 'fe80::1%eth0', '2001:db8:0:1::5%eth0x', '1.2.3'])
      expect(() => bans.banOf(odd)).not.toThrow();
    await bans.lift(anna, made.id);
    await ban('198.51.100.7');
    expect(bans.banOf('::ffff:198.51.100.7')).not.toBeNull();
  });

  test.each([
    ['one’s own address', { network: '192.0.2.0/24' }, 'conflict'],
    ['half of the internet', { network: '0.0.0.0/1' }, 'invalid'],
    ['all of IPv6', { network: '::/0' }, 'invalid'],
    ['IPv4 within IPv6', { network: '::ffff:192.0.2.9' }, 'invalid'],
    ['IPv4 within IPv6, in hexadecimal', { network: '::ffff:c000:209/120' }, 'invalid'],
    ['a name', { network: 'example.org' }, 'invalid'],
    ['a length without end', { network: '192.0.2.0/33' }, 'invalid'],
    ['no reason', { network: '203.0.113.1', reason: ' ' }, 'invalid'],
    ['an end that has passed', { network: '203.0.113.1', until: new Date(0) }, 'invalid'],
  ])('cannot be %s', async (_, input, code) => {
    await expect(here.app.get(AddressBans).ban(anna, { reason: 'Flood', ...input })).rejects.toMatchObject({
      code,
    });
    expect(await here.app.get(AddressBans).list(anna)).toEqual([]);
  });

  test('is shown to administrators, lifted by them, and told of in the audit log', async () => {
    const bans = here.app.get(AddressBans);
    const member = await addUser(here.database, `member${++names}`);
    const made = await bans.ban(anna, { network: '203.0.113.200', reason: 'Flood' });
    expect(await bans.list(anna)).toEqual([made]);
    expect(made).toMatchObject({
      network: '203.0.113.200',
      reason: 'Flood',
      createdBy: { id: anna.id, username: 'anna', name: 'anna' },
      until: null,
    });
    for (const act of [
      () => bans.list(member),
      () => bans.ban(member, { network: '203.0.113.1', reason: 'x' }),
      () => bans.lift(member, made.id),
    ])
      await expect(act()).rejects.toMatchObject({ code: 'forbidden' });
    await bans.lift(anna, made.id);
    await expect(bans.lift(anna, made.id)).rejects.toMatchObject({ code: 'not_found' });
    const entries = await here.app.get(AuditRepository).list({ subjectType: 'address' }, 2);
    expect(entries.map(({ action, subjectName, details }) => [action, subjectName, details])).toEqual([
      ['address_ban_lifted', '203.0.113.200', {}],
      ['address_banned', '203.0.113.200', { reason: 'Flood', until: null }],
    ]);
  });
});
