/** Attacks by connection: parked, flooded, never read, never polled. */
import { setTimeout as sleep } from 'node:timers/promises';
import { RawPolling } from '../../../support/raw-polling.js';
import { RawSocket } from '../../../support/raw-socket.js';
import { Persona } from '../persona.js';
import type { World } from '../world.js';
import { ask, fillWithLargest, type Playroom, playroom } from './playroom.js';
import { attack, burdenOf, judgeBurden } from './attack.js';

/** Milliseconds after which a connection without a socket must be gone; it answers pings all the while. */
const parkedFor = 30_000;

export const parked = attack(
  'parked-connection',
  'a connection leaves the namespace, its session ends, and it comes back',
  async ({ world, complaints, remarks }) => {
    const thief = await Persona.make(world, 'member');
    const room = await playroom(world, [thief]);
    const sockets = await Promise.all([0, 1].map(() => RawSocket.open(world.url, thief.entry)));
    const [early, late] = sockets as [RawSocket, RawSocket];
    for (const socket of sockets) await socket.connect();
    const begun = Date.now();
    for (const socket of sockets) socket.send('41');
    await world.server.order({ do: 'sign-out', userId: thief.id! });
    await sleep(3_000);
    await comesBack(early, room.address, complaints);
    await Promise.race([late.closed, sleep(begun + parkedFor - Date.now())]);
    remarks.push(
      late.isClosed
        ? `closed after ${((Date.now() - begun) / 1_000).toFixed(1)} s without a socket`
        : `still open after ${parkedFor / 1_000} s without a socket`,
    );
    if (!late.isClosed) complaints.push('a connection without a socket was kept open');
    await comesBack(late, room.address, complaints);
    for (const socket of sockets) socket.close();
  },
);

async function comesBack(socket: RawSocket, room: string, complaints: string[]): Promise<void> {
  const answer = await Promise.race([socket.connect(), sleep(6_000).then(() => '')]).catch(() => 'closed');
  if (!answer.startsWith('40')) return;
  complaints.push('a parked connection was let in after its session had ended');
  const joined = await socket.ask('join', { room }).catch(() => undefined);
  if ((joined as { ok?: boolean } | undefined)?.ok) complaints.push('and it could read a private room');
}

export const floodOfConnects = attack(
  'flood-of-connects',
  'a stranger posts 60 kB, then three times a megabyte, of 40 packets in one polling request',
  async (stage) => {
    const { world } = stage;
    const flood = async (bytes: number) => {
      const polling = await RawPolling.open(world.url);
      await polling.post(new Array<string>(Math.floor(bytes / 3)).fill('40')).catch(() => undefined);
    };
    judgeBurden(stage, '60 kB', await burdenOf(world, () => flood(60_000)), 100_000_000);
    const three = () => Promise.all([flood(999_000), flood(999_000), flood(999_000)]);
    judgeBurden(stage, '3 MB', await burdenOf(world, three), 200_000_000);
  },
  true,
);

export const tinyFrames = attack(
  'flood-of-packets',
  'a member sends events that nobody knows, as many as the connection takes, for 5 s',
  async (stage) => {
    const { world } = stage;
    const member = await Persona.make(world, 'member');
    const flood = async () => {
      const socket = await RawSocket.open(world.url, member.entry);
      await socket.connect();
      for (const end = Date.now() + 5_000; Date.now() < end && !socket.isClosed; await sleep(20))
        for (let n = 0; n < 1_000; n++) socket.send('421["x"]');
      socket.close();
    };
    judgeBurden(stage, '5 s', await burdenOf(world, flood), 150_000_000);
  },
  true,
);

/** P11: 1 MB and 30 s; what the collector has not taken yet comes on top, and the time to notice. */
const memory = 150_000_000;
const closedWithin = 45_000;

/** A member who asks 400 times and reads nothing; `ask` makes the packet. */
const deafness = (name: string, what: string, asking: (n: number, room: Playroom) => string) =>
  attack(name, `a member asks for 400 ${what} and reads none of the answers`, async (stage) => {
    const { world, complaints } = stage;
    const member = await Persona.make(world, 'member');
    const room = await playroom(world, [member]);
    await fillWithLargest(world, room, member, 400);
    const socket = await RawSocket.open(world.url, member.entry);
    await socket.connect();
    socket.pause();
    const greed = async () => {
      for (let n = 0; n < 400; n++) {
        socket.send(asking(n, room));
        await sleep(50);
      }
    };
    judgeBurden(stage, 'answers to one socket', await burdenOf(world, greed), memory);
    const begun = Date.now();
    while ((await isOnline(world, member)) && Date.now() < begun + closedWithin) await sleep(500);
    if (await isOnline(world, member)) complaints.push('a socket that reads nothing was kept open');
    socket.close();
  });

/** From the three hundredth message on: of all four hundred, twenty megabytes to look through, too few are answered in that time. */
export const neverReading = deafness(
  'never-reading-socket',
  'catch-ups of megabytes',
  (n, { address }) => `42${n}${JSON.stringify(['join', { room: address, rev: 300 }])}`,
);

/** With nothing but answers for it: whoever joins is also told who is online, which goes another way. */
export const neverReadingPages = deafness(
  'never-reading-pages',
  'pages of history',
  (n, { id }) => `42${n}${JSON.stringify(['history', { roomId: id, limit: 100 }])}`,
);

async function isOnline(world: World, { id }: Persona): Promise<boolean> {
  const rows = await world.query('select 1 as one from presence where user_id = $1 limit 1', [id]);
  return rows.length > 0;
}

export const neverPolling = attack(
  'never-polling-client',
  'a polling client answers pings and polls nothing, while its room is loud',
  async (stage) => {
    const { world, complaints, remarks } = stage;
    const [deaf, loud] = await Promise.all([Persona.make(world, 'member'), Persona.make(world, 'program')]);
    const room = await playroom(world, [deaf, loud]);
    const polling = await RawPolling.open(world.url, deaf.entry);
    await polling.connect();
    await polling.post(`42["join",{"room":"${room.address}"}]`);
    const begun = Date.now();
    let status = 200;
    const deafness = async () => {
      for (let n = 0; status === 200 && Date.now() < begun + closedWithin; n++) {
        const text = 'x'.repeat(4_000);
        for (let each = 0; each < 10; each++)
          await ask(world.url, loud, 'POST', `/api/rooms/${room.id}/messages`, {
            text,
            clientId: crypto.randomUUID(),
          });
        if (n % 10 === 0)
          status = await polling.post('3').then(
            (answer) => answer.status,
            () => 400,
          );
        await sleep(100);
      }
    };
    judgeBurden(stage, 'a client that never polls', await burdenOf(world, deafness), memory);
    remarks.push(`ended after ${((Date.now() - begun) / 1_000).toFixed(1)} s`);
    if (status === 200)
      complaints.push(`a polling client that never polls was alive after ${closedWithin / 1_000} s`);
    await polling.close().catch(() => undefined);
  },
);
