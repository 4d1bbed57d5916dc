/** Two nodes whose Redis is away: whoever loses a room, or the account, loses it all the same. The crowd talks on a third one. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { RawSocket } from '../../../support/raw-socket.js';
import { startRedis, type TestRedis } from '../../../support/redis.js';
import { Persona } from '../persona.js';
import type { Server } from '../server.js';
import type { Stage } from '../stage.js';
import { attack } from './attack.js';
import { ask, type Playroom, playroom } from './playroom.js';

/** Milliseconds after which nobody hears a room that was taken from them: here, and on the other node, which looks now and then. */
const here = 1_000;
const there = 6_000;
/** The same for the sockets of an account that was disabled. */
const signedOut = 4_000;

export const removalWithoutRedis = attack(
  'removal-without-redis',
  'on two nodes people lose a room and an account while Redis is away, and after it is back',
  async (stage) => {
    const redis = await startRedis();
    const nodes = await Promise.all([0, 1].map(() => stage.world.startAnother({ REDIS_URL: redis.url })));
    try {
      await play(stage, redis, nodes as [Server, Server]);
    } finally {
      for (const node of nodes) await node.kill();
      await redis.stop();
    }
  },
);

interface Listener {
  where: string;
  socket: RawSocket;
  patience: number;
}

async function play(stage: Stage, redis: TestRedis, [near, far]: [Server, Server]): Promise<void> {
  const { world, complaints, remarks } = stage;
  const writer = await Persona.make(world, 'program');
  const leaver = await Persona.make(world, 'member');
  const banned = await Persona.make(world, 'member');
  const demoted = await Persona.make(world, 'admin');
  const chief = await Persona.make(world, 'adminProgram');
  const room = await playroom(world, [writer, leaver, banned]);
  const board = await playroom(world, [demoted, chief], 'admins');
  const listen = async (
    persona: Persona,
    node: Server,
    where: string,
    patience: number,
    to = room,
  ): Promise<Listener> => {
    const socket = await RawSocket.open(urlOf(node), persona.entry);
    await socket.connect();
    await socket.ask('join', { room: to.address });
    return { where, socket, patience };
  };
  const removed = [
    await listen(leaver, near, 'here', here),
    await listen(leaver, far, 'on the other node', there),
    await listen(demoted, near, 'of administrators', there, board),
  ];
  const out = [
    await listen(banned, near, 'here', signedOut),
    await listen(banned, far, 'on the other node', signedOut),
  ];
  await redis.kill();
  await sleep(500);
  await near.order({ do: 'remove', roomId: room.id, userId: leaver.id! });
  await near.order({ do: 'disable', userId: banned.id! });
  // As the command line does it, or whoever writes it into the database.
  await world.query("update users set role = 'member' where id = $1", [demoted.id]);
  const at = Date.now();
  // On both nodes, or the far one would only be late with what it hears of.
  const write = (text: string) =>
    Promise.all([say(near, writer, room, text), say(far, writer, room, text), say(near, chief, board, text)]);
  const heard = new Set<string>();
  const talk = async (until: number) => {
    for (; Date.now() < until; await sleep(250)) {
      const text = `secret ${Date.now()}`;
      await write(text);
      await sleep(200);
      for (const { where, socket, patience } of [...removed, ...out])
        if (Date.now() - at > patience && socket.packets.some((packet) => packet.includes(text)))
          heard.add(
            `somebody heard the room ${where} ${Date.now() - at > 9_500 ? 'after Redis was back' : 'while Redis was away'}`,
          );
    }
  };
  await talk(at + 9_000);
  await redis.restart();
  await sleep(2_000);
  await talk(Date.now() + 3_000);
  complaints.push(...heard);
  for (const { where, socket } of out)
    if (!socket.isClosed) complaints.push(`the socket of a disabled account was kept open ${where}`);
  remarks.push(`${removed.length + out.length} sockets on two nodes`);
  for (const { socket } of [...removed, ...out]) socket.close();
}

const urlOf = ({ port }: Server) => `http://127.0.0.1:${port}`;

const say = (node: Server, writer: Persona, { id }: Playroom, text: string) =>
  ask(urlOf(node), writer, 'POST', `/api/rooms/${id}/messages`, { text, clientId: randomUUID() });
