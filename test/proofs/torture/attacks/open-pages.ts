/** A room is opened again and again: each time as it is at that moment, and by nobody who was removed. */
import { randomUUID } from 'node:crypto';
import { Persona } from '../persona.js';
import type { World } from '../world.js';
import { attack } from './attack.js';
import { ask, type Playroom, playroom } from './playroom.js';

const rounds = 20;

export const openPages = attack(
  'open-pages',
  'two members open a room at once, over and over, while it changes; one of them is removed and goes on',
  async ({ world, complaints, remarks }) => {
    const [writer, stays, goes] = await Promise.all([1, 2, 3].map(() => Persona.make(world, 'program')));
    const room = await playroom(world, [writer!, stays!, goes!]);
    let opened = 0;
    for (let round = 0; round < rounds; round++) {
      if (round === rounds / 2)
        await world.server.order({ do: 'remove', roomId: room.id, userId: goes!.id! });
      const isRemoved = round >= rounds / 2;
      const wanted = await change(world, room, writer!, round);
      const pages = await Promise.all([stays!, goes!].map((reader) => open(world, room, reader)));
      const [own, others] = pages.map((texts) => texts?.at(-1));
      opened += pages.filter(Boolean).length;
      if (own !== wanted) complaints.push(`a member opened the room and saw "${own}" instead of "${wanted}"`);
      if (!isRemoved && others !== wanted)
        complaints.push(`another one saw "${others}" instead of "${wanted}"`);
      if (isRemoved && pages[1])
        complaints.push(`somebody who was removed opened the room and saw "${others}"`);
    }
    remarks.push(`${opened} pages`);
  },
);

/** Writes something, and in every other round makes something else of it; answers with the text that stands then. */
async function change(world: World, room: Playroom, writer: Persona, round: number): Promise<string> {
  const text = `written in round ${round}`;
  const path = `/api/rooms/${room.id}/messages`;
  const sent = await ask(world.url, writer, 'POST', path, { text, clientId: randomUUID() });
  if (sent.status !== 201) throw new Error(`the message was not taken: ${sent.status}`);
  if (round % 2 === 0) return text;
  // Somebody has opened it by then.
  await open(world, room, writer);
  const edited = `edited in round ${round}`;
  const answer = await ask(world.url, writer, 'PATCH', `/api/messages/${String(sent.body.id)}`, {
    text: edited,
  });
  if (answer.status !== 200) throw new Error(`the message was not edited: ${answer.status}`);
  return edited;
}

/** The texts of the newest page; undefined where the room is not open to the reader. */
async function open({ url }: World, room: Playroom, reader: Persona): Promise<string[] | undefined> {
  const { status, body } = await ask(url, reader, 'GET', `/api/rooms/${room.id}/changes`);
  if (status !== 200) return undefined;
  return (body.messages as { text: string }[]).map(({ text }) => text);
}
