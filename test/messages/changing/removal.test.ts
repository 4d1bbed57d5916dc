import { beforeAll, describe, expect, test } from '@jest/globals';
import { AuditLog } from '../../../src/server/audit/audit-log.js';
import { Moderation } from '../../../src/server/messages/changing/moderation.service.js';
import type { SignedInUser } from '../../../src/server/platform/access/signed-in-user.js';
import { gather } from '../../support/company.js';
import { addRoom, fillRoom } from '../../support/factories.js';
import { eventually } from '../../support/socket.js';

describe('Messages that an administrator removes', () => {
  const company = gather('anna', 'boris', 'troll', 'adam');
  let adam: SignedInUser;

  beforeAll(async () => {
    await company.app.database.query("update users set role = 'admin' where username = 'adam'");
    adam = { id: await company.idOf('adam'), username: 'adam', role: 'admin' };
  });

  const moderation = () => company.app.app.get(Moderation);

  test('become tombstones at once for those who look, and when catching up for those who were away', async () => {
    const roomId = await addRoom(company.app.database, 'forum');
    const [anna, troll, away] = await Promise.all([
      company.open('anna'),
      company.open('troll'),
      company.open('boris'),
    ]);
    for (const tab of [anna, troll]) await tab.join('forum');
    const { rev } = await away.join('forum');
    const sent = [];
    for (const text of ['one', 'two', 'three']) sent.push(await troll.say(roomId, text));
    await anna.say(roomId, 'stop it');
    away.close();
    expect(await moderation().removeAllOf(adam, await company.idOf('troll'))).toEqual({
      removed: 3,
      done: true,
    });
    await eventually(() => anna.all('message_changed').length === 3, 'The removal was never told.');
    const told = anna.all('message_changed').map(({ message }) => message);
    expect(told.map(({ id, seq, rev }) => [id, seq, rev])).toEqual(
      sent.map(({ id, seq }, index) => [id, seq, 5 + index]),
    );
    for (const message of told) {
      expect(message.deletedAt).toEqual(expect.any(String));
      expect(message).not.toHaveProperty('text');
    }
    const back = await company.open('boris');
    const { messages } = await back.join('forum', rev);
    expect(messages.map(({ text }) => text)).toEqual(['stop it', undefined, undefined, undefined]);
    expect(messages.slice(1)).toEqual(told);
  });

  test('and are a great many: whoever looks is told that the room has come that far, and catches up', async () => {
    const spammer = await company.idOf('troll');
    const roomId = await addRoom(company.app.database, 'flooded');
    await fillRoom(company.app.database, roomId, spammer, 700);
    const anna = await company.open('anna');
    await anna.join('flooded');
    let done = false;
    while (!done) ({ done } = await moderation().removeAllOf(adam, spammer));
    await anna.until('room_head', (head) => head.roomId === roomId && head.rev === 1_400);
    const { messages } = await anna.join('flooded', 1_200);
    expect(messages.map(({ rev }) => rev)).toEqual(Array.from({ length: 200 }, (_, n) => 1_201 + n));
    expect(messages.every(({ deletedAt }) => deletedAt !== undefined)).toBe(true);
  });

  test('by their socket, are in the audit log; once they are no administrator any more they are refused', async () => {
    const roomId = await addRoom(company.app.database, 'corner');
    const [a, admin] = await Promise.all([company.open('anna'), company.open('adam')]);
    await a.join('corner');
    await admin.join('corner');
    const [first, second] = [await a.say(roomId, 'first'), await a.say(roomId, 'second')];
    expect((await admin.must('delete', { messageId: first.id })).deletedAt).toBeDefined();
    const { entries } = await company.app.app.get(AuditLog).list({ action: 'message_removed' }, 10);
    expect(entries).toMatchObject([
      {
        actor: { username: 'adam' },
        subject: { type: 'message', id: first.id },
        details: { author: 'anna' },
      },
    ]);
    const setRole = (role: string) =>
      company.app.database.query('update users set role = $1 where id = $2', [role, adam.id]);
    await setRole('member');
    try {
      expect((await admin.refusal('delete', { messageId: second.id })).code).toBe('forbidden');
      const { messages } = await a.join('corner');
      expect(messages.map(({ text }) => text)).toEqual([undefined, 'second']);
    } finally {
      await setRole('admin');
    }
  });
});
