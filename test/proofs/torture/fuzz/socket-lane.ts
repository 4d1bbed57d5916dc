/** A connection by WebSocket, a dozen changed packets on it, and what is owed for them: an answer each, or the connection's end. */
import { setTimeout as sleep } from 'node:timers/promises';
import { RawSocket } from '../../../support/raw-socket.js';
import type { Random } from '../random.js';
import { lookAt } from './findings.js';
import { mutatedFrames } from './frames.js';
import { mutatedPackets, type Outgoing, owed } from './packet-mutations.js';
import type { Lane, Playground } from './playground.js';
import { filled } from './request.js';

/** Milliseconds: every event is answered within 5 s. */
const patience = 7_000;

export const socketLane: Lane = async (playground, random) => {
  const part = random.pick(['member', 'member', 'program', 'stranger'] as const);
  const persona = playground.personas[part];
  const socket = await RawSocket.open(playground.world.url, persona.entry);
  const isConnected = random.chance(0.95) && (await socket.connect().catch(() => '44')).startsWith('40');
  const sent: Outgoing[] = [];
  if (random.chance(0.1)) await odd(socket, random, sent);
  else await talk(playground, socket, random, sent, isConnected);
  look(playground, `${part} socket`, socket, sent);
  socket.close();
  await playground.lookAfter(persona);
};

/** Bytes that are no frame, or one that nobody sends. Nothing is owed but that the server lives. */
async function odd(socket: RawSocket, random: Random, sent: Outgoing[]): Promise<void> {
  for (const bytes of mutatedFrames(random)) {
    sent.push(bytes);
    socket.stream.write(bytes);
  }
  await Promise.race([socket.closed, sleep(1_000)]);
}

async function talk(
  playground: Playground,
  socket: RawSocket,
  random: Random,
  sent: Outgoing[],
  isConnected: boolean,
): Promise<void> {
  const answers = new Map<number, Outgoing>();
  let number = 0;
  for (let n = 1 + random.below(12); n > 0 && !socket.isClosed; n--) {
    for (const packet of mutatedPackets(playground.packets, random, playground.idsFor('member'))) {
      const numbered =
        typeof packet === 'string' ? filled(packet, random).replace('%', String(1_000 + number++)) : packet;
      socket.send(numbered);
      sent.push(numbered);
      playground.sent++;
      const id = owed(numbered);
      if (id !== undefined) answers.set(id, numbered);
    }
    if (random.chance(0.3)) await sleep(random.below(30));
  }
  const isAnswered = () =>
    [...answers.keys()].every((id) => socket.packets.some((packet) => packet.startsWith(`43${id}[`)));
  for (const end = Date.now() + patience; !socket.isClosed && !isAnswered() && Date.now() < end;)
    await sleep(20);
  if (socket.isClosed || !isConnected || isAnswered()) return;
  for (const [id, packet] of answers)
    if (!socket.packets.some((answer) => answer.startsWith(`43${id}[`)))
      playground.findings.note(
        'no answer',
        `socket ${eventOf(packet)}`,
        String(packet),
        `sent: ${shown(sent)}`,
      );
}

function look(
  { findings, secrets }: Playground,
  where: string,
  { packets }: RawSocket,
  sent: Outgoing[],
): void {
  for (const packet of packets) {
    const wrong = packet.includes('"code":"internal"') ? 'internal' : lookAt(packet, secrets);
    if (!wrong) continue;
    const id = /^43(\d+)/.exec(packet)?.[1];
    const cause = sent.find((each) => id !== undefined && String(each).startsWith(`42${id}[`));
    findings.note(
      wrong,
      `${where} ${cause === undefined ? '' : eventOf(cause)}`,
      cause === undefined ? shown(sent) : String(cause),
      packet.slice(0, 300),
    );
  }
}

const eventOf = (packet: Outgoing) => /\["(\w{1,30})/.exec(String(packet))?.[1] ?? 'something';
const shown = (sent: Outgoing[]) => JSON.stringify(sent.map(String)).slice(0, 1_500);
