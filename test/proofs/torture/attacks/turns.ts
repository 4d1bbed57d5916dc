/** What is due to a connection in one turn of the server's event loop, by the short way and by the libraries' own. */
import { eventually } from '../../../support/socket.js';
import { RawSocket } from '../../../support/raw-socket.js';
import { Persona } from '../persona.js';
import { attack } from './attack.js';
import { playroom } from './playroom.js';

const turns = 20;
/** Words in a turn. */
const words = 60;

export const bothWays = attack(
  'both-ways',
  `a member is told ${words} things in one turn, this way and that, ${turns} times`,
  async ({ world, complaints, remarks }) => {
    const member = await Persona.make(world, 'member');
    const room = await playroom(world, [member]);
    const socket = await RawSocket.open(world.url, member.entry);
    await socket.connect();
    const told = () =>
      socket.packets.flatMap((packet) => {
        const [, seq] = /^42\["read",.*"lastReadSeq":(\d+)/.exec(packet) ?? [];
        return seq === undefined ? [] : [Number(seq)];
      });
    for (let turn = 0; turn < turns; turn++) {
      const order = { do: 'tell', roomId: room.id, userId: member.id!, from: turn * words, words } as const;
      await world.server.order(order);
      await eventually(() => told().length >= (turn + 1) * words, 'something that was told never came');
    }
    const wrong = told().filter((seq, place) => seq !== place).length;
    remarks.push(`${told().length} words came`);
    if (wrong > 0) complaints.push(`${wrong} of ${told().length} words of one turn came out of order`);
    socket.close();
  },
);
