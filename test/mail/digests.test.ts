import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { commandLine } from '../../src/server/audit/audit-log.js';
import { Renames } from '../../src/server/auth/accounts/renames.service.js';
import { Digests } from '../../src/server/mail/digests.service.js';
import { PresenceService } from '../../src/server/presence/presence.service.js';
import type { SignedInUser } from '../../src/server/platform/access/signed-in-user.js';
import { startApp, type TestApp } from '../support/app.js';
import { addRoom, addUser } from '../support/factories.js';
import { type MailServer, startMailServer } from '../support/mail-server.js';
import { startServices, type TestServices } from '../support/services.js';
import { eventually } from '../support/socket.js';
import { Visitor } from '../support/visitor.js';

let mails: MailServer;
let north: TestApp;
let south: TestServices;
let boris: SignedInUser;
let anna: SignedInUser;
let roomId: number;
let names = 0;

beforeAll(async () => {
  mails = await startMailServer();
  north = await startApp({ ...mails.settings, RATE_LIMITS: 'off' });
  south = await startServices(north.database, mails.settings);
  anna = await addUser(north.database, 'anna');
});
afterAll(async () => {
  await south.close();
  await north.close();
  await mails.stop();
});

const sql = <Row extends object>(text: string, values: unknown[] = []) =>
  north.database.query<Row>(text, values);
const address = () => `${boris.username}@mail.example`;
const round = () => Promise.all([north.app.get(Digests).round(), south.get(Digests).round()]);
const came = () => mails.received.filter(({ to }) => to.includes(address()));
const anHourLater = () => sql(`update mail_addresses set mailed_at = mailed_at - interval '61 minutes'`);

beforeEach(async () => {
  boris = await addUser(north.database, `boris${++names}`);
  roomId = await addRoom(north.database, `kitchen ${names}`, { members: [boris, anna] });
  await sql(
    `insert into mail_addresses (user_id, address, address_key, confirmed_at, mails_since, language)
     values ($1, $2, $2, now() - interval '1 day', now() - interval '1 day', 'en')`,
    [boris.id, address()],
  );
});

/** Anna writes what is meant for Boris. */
async function meant(text: string, { kind = 'mention', minutes = 20, room = roomId } = {}): Promise<void> {
  await sql(
    `with moved as (update rooms set last_seq = last_seq + 1, rev = rev + 1 where id = $1 returning last_seq, rev),
     said as (
       insert into messages (room_id, seq, rev, author_id, client_id, kind, text, mentions, created_at)
       select $1, last_seq, rev, $2, gen_random_uuid(), 'text', $3, case when $6 = 'mention' then array[$5::bigint] end,
         now() - make_interval(mins => $4) from moved
       returning id, seq, created_at
     )
     insert into activity (user_id, kind, subject_id, room_id, message_id, seq, actor_id, at)
     select $5, $6, said.id, $1, said.id, said.seq, $2, said.created_at from said`,
    [room, anna.id, text, minutes, boris.id, kind],
  );
}

describe('What somebody missed', () => {
  test('is mailed once, by one of two nodes, with who, where, what, and the way there', async () => {
    await meant('@boris the <b>kettle</b> is on');
    await meant('It boils', { kind: 'answer' });
    const pair = [boris.id, anna.id].sort((one, other) => one - other);
    const [direct] = await sql<{ id: number }>(
      `with made as (insert into rooms (access, direct_key) values ('direct', $1) returning id)
       insert into memberships (room_id, user_id) select made.id, unnest($2::bigint[]) from made returning room_id as id`,
      [pair.join(':'), pair],
    );
    await meant('Psst', { kind: 'private', room: direct!.id });
    await meant('Somebody answered in a thread', { kind: 'thread' });
    await round();
    await round();
    expect(came()).toHaveLength(1);
    const [mail] = came();
    expect(mail!.headers.get('subject')).toBe('3 messages for you');
    expect(mail!.text).toContain(`anna mentioned you in kitchen ${names}`);
    expect(mail!.text).toContain('@boris the <b>kettle</b> is on');
    expect(mail!.html).toContain('@boris the &lt;b&gt;kettle&lt;/b&gt; is on');
    expect(mail!.text).toContain(`https://chat.example.org/chat/kitchen%20${names}/1#m1`);
    expect(mail!.text).toContain(`anna answered you in kitchen ${names}`);
    expect(mail!.text).toMatch(
      /anna wrote to you privately[^]*Psst\nhttps:\/\/chat\.example\.org\/chat\/%40anna\/1#m1/,
    );
    expect(mail!.html).not.toMatch(/<img|<link|@import|url\(/);
  });

  test('calls them as they are called now', async () => {
    await meant(`@${boris.username}, tea?`);
    await north.app.get(Renames).give(commandLine, boris.id, `${boris.username}.k`);
    await north.app.get(Digests).round();
    expect(came()[0]!.text).toContain(`@${boris.username}.k, tea?`);
  });

  test('comes an hour later at the earliest, and only what is new', async () => {
    await meant('apples');
    await round();
    await meant('pears');
    await round();
    expect(came()).toHaveLength(1);
    await anHourLater();
    await round();
    expect(came().map(({ text }) => text.match(/apples|pears/g))).toEqual([['apples'], ['pears']]);
  });

  test('tells lines of rooms in the language of the mail', async () => {
    await meant('made this room private', { kind: 'reminder' });
    const about = { what: 'access', access: 'private' };
    await sql(`update messages set kind = 'room', about = $2 where room_id = $1`, [roomId, about]);
    await sql(`update mail_addresses set language = 'ru' where user_id = $1`, [boris.id]);
    await round();
    for (const { text, html } of came())
      for (const body of [text, html]) expect(body).toContain('anna делает эту комнату закрытой');
    expect(came()).toHaveLength(1);
  });

  test('shows twenty, and counts the others', async () => {
    for (let n = 1; n <= 23; n++) await meant(`word ${n}.`);
    await round();
    const [{ text, headers }] = came() as [(typeof mails.received)[0]];
    expect([headers.get('subject'), text.includes('And 3 more')]).toEqual(['23 messages for you', true]);
    expect(['word 3.', 'word 4.', 'word 23.'].map((word) => text.includes(word))).toEqual([
      false,
      true,
      true,
    ]);
  });

  const membership = (set: string) => () =>
    sql(`update memberships set ${set} where room_id = $1 and user_id = $2`, [roomId, boris.id]);
  const setting = (set: string) => () =>
    sql(`insert into notice_settings (user_id, quiet_until, hides_text) select $1, ${set}`, [boris.id]);

  const ofAddress = (set: string) => () =>
    sql(`update mail_addresses set ${set} where user_id = $1`, [boris.id]);

  test.each<[string, () => Promise<unknown>]>([
    ['read', membership('last_read_seq = 1')],
    ['in a room that is muted', membership(`muted_until = 'infinity'`)],
    ['in a room of which they want to hear nothing', membership(`level = 'nothing'`)],
    ['in a room that they left', () => sql('delete from memberships where user_id = $1', [boris.id])],
    ['in their quiet hours', setting(`now() + interval '1 hour', false`)],
    ['of somebody they ignore', () => sql('insert into ignored values ($1, $2)', [boris.id, anna.id])],
    [
      'deleted',
      () => sql('update messages set deleted_at = now(), text = null where room_id = $1', [roomId]),
    ],
    ['older than their address', ofAddress('mails_since = now()')],
    ['without their address being confirmed', ofAddress('confirmed_at = null')],
    ['of a disabled account', () => sql('update users set deactivated_at = now() where id = $1', [boris.id])],
    [
      'less than 15 minutes after they were here',
      () => sql(`insert into last_here (user_id, at) values ($1, now() - interval '14 minutes')`, [boris.id]),
    ],
    [
      'less than 15 minutes old',
      () => sql(`update activity set at = now() - interval '14 minutes' where user_id = $1`, [boris.id]),
    ],
  ])('is not mailed: %s', async (_name, change) => {
    await meant('word');
    await change();
    await round();
    expect(came()).toEqual([]);
  });

  test('is not mailed while they are here, on the other node, too; and is once they are away and not quiet', async () => {
    await meant('word');
    await setting(`now() + interval '1 hour', false`)();
    const presence = north.app.get(PresenceService);
    presence.came({ id: `of ${boris.username}`, user: boris });
    const isWritten = async () =>
      (await sql('select 1 from presence where user_id = $1', [boris.id])).length > 0;
    await eventually(isWritten, 'his presence was not written');
    await sql(`update last_here set at = now() - interval '2 hours' where user_id = $1`, [boris.id]);
    await sql(`update notice_settings set quiet_until = null`);
    await south.get(Digests).round();
    expect(came()).toEqual([]);
    presence.went(`of ${boris.username}`);
    await eventually(async () => !(await isWritten()), 'his presence was not taken back');
    await sql(`delete from last_here where user_id = $1`, [boris.id]);
    await round();
    expect(came()).toHaveLength(1);
  });

  test('says nothing of what, by whom and where, to whoever wants that', async () => {
    await meant('the secret word');
    await setting('null, true')();
    await round();
    const [{ text, html, headers }] = came() as [(typeof mails.received)[0]];
    expect(headers.get('subject')).toBe('1 message for you');
    for (const body of [text, html]) expect(body).not.toMatch(/secret|anna|kitchen/);
  });

  test('is mailed in the end when the server was down, or refused it for a while; and not again where there is no such mailbox', async () => {
    await meant('word');
    mails.refuseWith('451 later');
    await round();
    expect(came()).toEqual([]);
    const claims = () =>
      sql<{ mailed_up_to: number }>('select mailed_up_to from mail_addresses where user_id = $1', [boris.id]);
    expect(await claims()).toEqual([{ mailed_up_to: 0 }]);
    mails.refuseWith('550 no such mailbox');
    await anHourLater();
    await round();
    expect((await claims())[0]!.mailed_up_to).toBeGreaterThan(0);
    mails.refuseWith(undefined);
    await meant('another word');
    await anHourLater();
    const away = await startServices(north.database, { ...mails.settings, SMTP_URL: 'smtp://127.0.0.1:1' });
    await away.get(Digests).round();
    await away.close();
    await anHourLater();
    await round();
    expect(came().map(({ text }) => text.match(/another word|^word$/gm))).toEqual([['another word']]);
  });

  test('ends with one click, as mail programs do it, and not by being looked at', async () => {
    await meant('word');
    await round();
    const { headers, text } = came()[0]!;
    expect(headers.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    const path = new URL(/^<(.+)>$/.exec(headers.get('list-unsubscribe')!)![1]!).pathname;
    expect(text).toContain(`https://chat.example.org${path}`);
    const mails_since = () =>
      sql('select mails_since is not null as mails from mail_addresses where user_id = $1', [boris.id]);
    expect((await new Visitor(north.url).get(path)).status).toBe(200);
    const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
    const click = (to: string) => fetch(north.url + to, { method: 'POST', body });
    for (const wrong of [path.slice(0, -1), `${path.slice(0, -2)}AA`, '/mail/end/x', '/mail/end/9.9'])
      expect([wrong, (await click(wrong)).status]).toEqual([wrong, 404]);
    expect(await mails_since()).toEqual([{ mails: true }]);
    expect((await click(path)).status).toBe(200);
    expect(await mails_since()).toEqual([{ mails: false }]);
    await meant('another');
    await anHourLater();
    await round();
    expect(came()).toHaveLength(1);
    await sql(`update mail_addresses set address_key = 'other@mail.example' where user_id = $1`, [boris.id]);
    expect((await click(path)).status).toBe(404);
  });
});
