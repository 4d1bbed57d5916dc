/** A connection whose other end is gone without a word, as a telephone in a tunnel: its owner must not stay online. */
import { setTimeout as sleep } from 'node:timers/promises';
import { RawSocket } from '../../../support/raw-socket.js';
import { Persona } from '../persona.js';
import { attack } from './attack.js';
import { playroom } from './playroom.js';

/** Milliseconds from the last word on: what P8 promises after a crash. */
const patience = 30_000;

export const mute = attack(
  'mute-connections',
  'twenty members join and answer no ping; one beside them does',
  async ({ world, complaints, remarks }) => {
    const member = await Persona.make(world, 'member');
    const room = await playroom(world, [member]);
    const enter = async (answersPings: boolean) => {
      const socket = await RawSocket.open(world.url, member.entry);
      socket.answersPings = answersPings;
      await socket.connect();
      await socket.ask('join', { room: room.address });
      return socket;
    };
    const alive = await enter(true);
    const silent = await Promise.all(Array.from({ length: 20 }, () => enter(false)));
    const begun = Date.now();
    await Promise.race([Promise.all(silent.map(({ closed }) => closed)), sleep(patience)]);
    const open = silent.filter(({ isClosed }) => !isClosed).length;
    remarks.push(
      `after ${((Date.now() - begun) / 1_000).toFixed(1)} s ${open} of ${silent.length} were open`,
    );
    if (open > 0) complaints.push(`${open} connections were kept that answered no ping`);
    if (alive.isClosed) complaints.push('a connection was closed that answered each ping');
    for (const socket of [alive, ...silent]) socket.close();
  },
);
