/** The audit log against what a run of an administrator did: every act is in it, in order, and nothing else. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type AuditAction, type AuditEntryView, auditActions } from '../../src/shared/audit.js';
import type { MessageView } from '../../src/shared/messages.js';
import type { RoomView } from '../../src/shared/rooms.js';
import { startApp, type TestApp } from '../support/app.js';
import { Visitor } from '../support/visitor.js';
import { type Caller, newCaller } from '../support/operations/caller.js';

/**
 * Signing in and what people do with their own accounts is told in test/audit/audited-accounts.test.ts, and of their mail addresses
 * in test/auth/mail-address/mail-addresses.test.ts.
 */
const shownElsewhere: AuditAction[] = [
  // test/erasing/ erases people and rooms.
  'account_erased',
  'room_erased',
  // Somebody comes by one in test/rooms/invitations.test.ts, has a picture in test/files/faces.test.ts, reports in test/messages/reports.test.ts.
  'invitation_used',
  'picture_removed',
  'message_reported',
  'report_opened',
  'report_decided',
  // test/emoji/ adds and removes one.
  'emoji_added',
  'emoji_removed',
  'signed_in',
  'sign_in_failed',
  'signed_out',
  'password_changed',
  'token_made',
  'token_revoked',
  'mail_address_set',
  'mail_address_confirmed',
  'mail_address_removed',
];

let app: TestApp;
let admin: Caller;
let boris: Caller;
let begin: number;

const secret = 'nobody may read this in a log';

beforeAll(async () => {
  app = await startApp({ RATE_LIMITS: 'off' });
  boris = await newCaller(app, 'boris');
  admin = await newCaller(app, 'admin', 'admin');
  const [newest] = (await log()).slice(-1);
  begin = newest?.id ?? 0;
});

afterAll(() => app.close());

/** The whole log, the oldest entry first. */
async function log(): Promise<AuditEntryView[]> {
  const entries: AuditEntryView[] = [];
  for (let before: number | null = null; ;) {
    const page: { entries: AuditEntryView[]; next: number | null } = await admin.must(
      'GET',
      `/api/audit?limit=7${before === null ? '' : `&before=${before}`}`,
    );
    entries.unshift(...page.entries.reverse());
    if (page.next === null) return entries;
    before = page.next;
  }
}

const say = (caller: Caller, roomId: number) =>
  caller.must<MessageView>('POST', `/api/rooms/${roomId}/messages`, { text: secret, clientId: randomUUID() });

test('holds what was done, who did it, to whom, and from where; nothing that was refused, and no text', async () => {
  const vera = await admin.must<{ id: number }>('POST', '/api/users', { username: 'vera', password: secret });
  const person = `/api/users/${vera.id}`;
  await admin.must('PATCH', person, { role: 'admin' });
  await admin.must('PATCH', person, { role: 'member' });
  await admin.must('PATCH', person, { disabled: { reason: 'spam' } });
  await admin.must('PATCH', person, { disabled: null });
  await new Visitor(app.url).signIn('vera', secret);
  await admin.must('DELETE', `${person}/sessions`);
  await admin.must('POST', `${person}/password-reset`);
  await admin.must('DELETE', `${person}/password-reset`);
  await admin.must('POST', '/api/registration/link');
  const until = new Date(Date.now() + 3_600_000).toISOString();
  const cellar = await boris.must<RoomView>('POST', '/api/rooms', { name: 'cellar', access: 'private' });
  const room = `/api/rooms/${cellar.id}`;
  const first = await say(boris, cellar.id);
  await say(boris, cellar.id);
  await boris.must('POST', `${room}/members`, { userId: vera.id });
  await boris.call('DELETE', `${room}/members/${admin.user.id}`);
  await boris.call('PATCH', room, { access: 'admins' });
  await boris.call('GET', '/api/audit');
  await admin.must('GET', `${room}/messages`);
  await admin.must('DELETE', `${room}/members/${vera.id}`);
  await admin.must('PATCH', room, { topic: secret, name: 'vault' });
  await admin.must('PATCH', room, { archived: true });
  await admin.must('PATCH', room, { archived: false });
  await admin.must('DELETE', `/api/messages/${first.id}/preview`);
  await admin.must('DELETE', `/api/messages/${first.id}/preview`);
  await admin.must('DELETE', `/api/messages/${first.id}`);
  await admin.must('DELETE', `/api/users/${boris.user.id}/messages`);
  const ban = await admin.must<{ id: number }>('POST', '/api/address-bans', {
    network: '192.0.2.0/24',
    reason: 'noise',
  });
  await admin.must('DELETE', `/api/address-bans/${ban.id}`);
  const shed = await boris.must<RoomView>('POST', '/api/rooms', { name: 'shed' });
  const inShed = `/api/rooms/${shed.id}`;
  await boris.must('POST', `${inShed}/members`, { userIds: [vera.id] });
  for (const method of ['PUT', 'DELETE']) await boris.must(method, `${inShed}/keepers/${vera.id}`);
  for (const end of [until, null])
    await boris.must('PUT', `${inShed}/members/${vera.id}/silence`, { until: end, reason: 'loud' });
  await boris.must('PUT', `${inShed}/bans/${vera.id}`, { reason: 'louder' });
  await boris.must('DELETE', `${inShed}/bans/${vera.id}`);
  const mistake = await boris.must<RoomView>('POST', '/api/rooms', { name: 'mistake' });
  await boris.must('DELETE', `/api/rooms/${mistake.id}`);
  await admin.must('PATCH', '/api/settings', { push_hides_text: true });
  const invitation = await admin.must<{ id: number }>('POST', '/api/invitations', { role: 'member' });
  await admin.must('DELETE', `/api/invitations/${invitation.id}`);
  await admin.must('PATCH', `/api/users/${vera.id}`, { username: 'vera.k' });

  const veras = { userId: vera.id, username: 'vera' };
  const news = (await log()).filter(({ id }) => id > begin);
  expect(
    news.map(({ actor, action, subject, details }) => [actor?.username, action, subject?.name, details]),
  ).toEqual([
    ['admin', 'account_created', 'vera', { role: 'member' }],
    ['admin', 'role_changed', 'vera', { from: 'member', to: 'admin' }],
    ['admin', 'role_changed', 'vera', { from: 'admin', to: 'member' }],
    ['admin', 'account_disabled', 'vera', { reason: 'spam', until: null }],
    ['admin', 'account_enabled', 'vera', {}],
    ['vera', 'signed_in', undefined, {}],
    ['admin', 'sessions_ended', 'vera', { count: 1 }],
    ['admin', 'password_reset_offered', 'vera', {}],
    ['admin', 'password_reset_revoked', 'vera', {}],
    ['admin', 'registration_link_renewed', undefined, {}],
    ['boris', 'room_created', 'cellar', { access: 'private', posting: 'everyone' }],
    ['boris', 'member_added', 'cellar', veras],
    ['admin', 'private_room_opened', 'cellar', {}],
    ['admin', 'member_removed', 'cellar', veras],
    ['admin', 'room_changed', 'vault', { name: 'cellar → vault', topic: true }],
    ['admin', 'room_archived', 'vault', {}],
    ['admin', 'room_restored', 'vault', {}],
    ['admin', 'preview_removed', '#1', expect.objectContaining({ author: 'boris' })],
    ['admin', 'message_removed', '#1', expect.objectContaining({ author: 'boris' })],
    ['admin', 'messages_removed', 'boris', { messages: 1 }],
    ['admin', 'address_banned', '192.0.2.0/24', { reason: 'noise', until: null }],
    ['admin', 'address_ban_lifted', '192.0.2.0/24', {}],
    ['boris', 'room_created', 'shed', { access: 'public', posting: 'everyone' }],
    ['boris', 'member_added', 'shed', veras],
    ['boris', 'keeper_named', 'shed', veras],
    ['boris', 'keeper_ended', 'shed', veras],
    ['boris', 'member_silenced', 'shed', { ...veras, until, reason: 'loud' }],
    ['boris', 'silence_lifted', 'shed', veras],
    ['boris', 'room_banned', 'shed', { ...veras, reason: 'louder' }],
    ['boris', 'room_ban_lifted', 'shed', veras],
    ['boris', 'room_created', 'mistake', { access: 'public', posting: 'everyone' }],
    ['boris', 'room_deleted', 'mistake', {}],
    ['admin', 'setting_changed', undefined, { push_hides_text: 'false → true' }],
    ['admin', 'invitation_made', `#${invitation.id}`, { role: 'member' }],
    ['admin', 'invitation_revoked', `#${invitation.id}`, {}],
    ['admin', 'username_changed', 'vera.k', { from: 'vera' }],
  ]);
  expect(new Set(news.map(({ address }) => address))).toEqual(new Set(['127.0.0.1']));
  expect(JSON.stringify(news)).not.toContain(secret);
  const told = new Set([...news.map(({ action }) => action), ...shownElsewhere]);
  expect(auditActions.filter((action) => !told.has(action))).toEqual([]);
});

test('cannot be changed, emptied or shortened, not even in the database', async () => {
  for (const change of [
    "update audit_log set actor_name = 'nobody'",
    'delete from audit_log',
    'truncate audit_log',
  ])
    await expect(app.database.query(change)).rejects.toThrow('append-only');
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
    expect((await admin.call(method, '/api/audit', {})).status).toBe(404);
});

test('is found by person, act, subject and time', async () => {
  const find = async (query: string) =>
    (await admin.must<{ entries: AuditEntryView[] }>('GET', `/api/audit?${query}`)).entries;
  const ofBoris = await find(`actor=${boris.user.id}`);
  expect(new Set(ofBoris.map(({ actor }) => actor?.username))).toEqual(new Set(['boris']));
  expect((await find('action=role_changed')).length).toBe(2);
  expect(await find('action=role_changed&from=2999-01-01T00:00:00Z')).toEqual([]);
});
