/** Attacks by HTTP: answers that nobody takes, sign-ins that race a new password, one id for two messages. */
import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { knownPassword, Persona } from '../persona.js';
import type { World } from '../world.js';
import { attack, burdenOf, judgeBurden } from './attack.js';
import { ask, fillWithLargest, playroom } from './playroom.js';

const readers = 150;

export const unreadAnswers = attack(
  'unread-answers',
  `a member asks ${readers} times for two pages of the largest messages and takes none of them`,
  async (stage) => {
    const { world } = stage;
    const member = await Persona.make(world, 'program');
    const room = await playroom(world, [member]);
    await fillWithLargest(world, room, member, 100);
    const head = member.headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    const asking = `GET /api/rooms/${room.id}/messages?limit=100 HTTP/1.1\r\nHost: x\r\n${head}\r\n`;
    const open: Socket[] = [];
    const greed = async () => {
      for (let n = 0; n < readers; n++) {
        const stream = connect({ port: world.server.port, host: '127.0.0.1' });
        stream.on('error', () => undefined);
        stream.pause();
        stream.write(asking.repeat(2));
        open.push(stream);
        await sleep(20);
      }
      await sleep(5_000);
    };
    judgeBurden(stage, `${readers} readers who do not read`, await burdenOf(world, greed), 250_000_000);
    for (const stream of open) stream.destroy();
  },
  true,
);

const signIns = 12;

export const racingSignIns = attack(
  'racing-sign-ins',
  `${signIns} sign-ins with the old password are under way when it changes, five times`,
  async ({ world, complaints, remarks, random }) => {
    let survivors = 0;
    for (let round = 0; round < 5; round++) survivors += await race(world, random.below(300));
    remarks.push(`${survivors} of ${5 * signIns} sessions survived`);
    if (survivors > 0) complaints.push(`${survivors} sign-ins with the old password survived its change`);
  },
);

/** How many sessions that were opened by the old password work after it is gone. */
async function race(world: World, delay: number): Promise<number> {
  const owner = await Persona.make(world, 'member');
  const visitors = await Promise.all(Array.from({ length: signIns }, () => Persona.make(world, 'stranger')));
  const changing = post(world, owner, '/account/password', {
    currentPassword: knownPassword,
    password: 'quite another word or two',
  });
  // While the new password is hashed: these read the old hash, and are compared with it when it is gone.
  await sleep(delay);
  const signingIn = visitors.map((visitor) =>
    post(world, visitor, '/login', { username: owner.username, password: knownPassword }),
  );
  const changed = await changing;
  if (changed.status !== 303) throw new Error(`the password could not be changed: ${changed.status}`);
  const answers = await Promise.all(signingIn);
  const alive = answers.map(async ({ cookie }) => {
    if (!cookie) return false;
    const { status } = await fetch(`${world.url}/api/me`, { headers: { cookie } });
    return status === 200;
  });
  return (await Promise.all(alive)).filter(Boolean).length;
}

async function post(
  { url }: World,
  { cookie, csrf }: Persona,
  path: string,
  fields: Record<string, string>,
): Promise<{ status: number; cookie: string | undefined }> {
  const response = await fetch(url + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie, origin: url },
    body: new URLSearchParams({ ...fields, _csrf: csrf }),
  });
  await response.text();
  const session = response.headers.getSetCookie().find((line) => line.includes('samovar.sid='));
  return { status: response.status, cookie: session?.split(';')[0] };
}

export const oneIdTwoRooms = attack(
  'one-id-two-rooms',
  'the same clientId is sent to another room, and with another text',
  async ({ world, complaints }) => {
    const bot = await Persona.make(world, 'program');
    const [first, second] = await Promise.all([playroom(world, [bot]), playroom(world, [bot])]);
    const clientId = randomUUID();
    const send = (room: number, text: string) =>
      ask(world.url, bot, 'POST', `/api/rooms/${room}/messages`, { text, clientId });
    const sent = await send(first.id, 'The build is green');
    if (sent.status !== 201) throw new Error(`the message was not taken: ${sent.status}`);
    const expectations = [
      ['in another room', await send(second.id, 'The build is green'), 409],
      ['with another text', await send(first.id, 'The build is red'), 409],
      ['as it was', await send(first.id, 'The build is green'), 201],
    ] as const;
    for (const [how, { status, body }, expected] of expectations) {
      const isSame = status !== 201 || body.id === sent.body.id;
      if (status !== expected || !isSame)
        complaints.push(`the same clientId ${how} was answered with ${status}, which is not ${expected}`);
    }
    const [row] = await world.query<{ count: string }>('select count(*) from messages where client_id = $1', [
      clientId,
    ]);
    if (row!.count !== '1') complaints.push(`${row!.count} messages have one clientId`);
  },
);
