/** Before each fault: two people lose a room, one loses the account. They live through the fault, too, and must get nothing. */
import type { Stage } from './stage.js';
import type { Tab } from './tab.js';

export async function expel(stage: Stage): Promise<void> {
  const { crowd, random } = stage;
  // Nobody of whom a naive tab is.
  const naive = new Set(crowd.naive.map(({ place }) => place.userId));
  const isPrivate = (tab: Tab) => crowd.rooms.findIndex(({ id }) => id === tab.place.roomId) % 2 === 1;
  const candidates = () =>
    crowd.members.filter((tab) => isPrivate(tab) && tab.isJoined && !naive.has(tab.place.userId));
  for (let n = 0; n < 2; n++) await remove(stage, random.pick(candidates()));
  await disable(stage, random.pick(candidates()));
}

async function remove({ world, crowd, recorder, complaints }: Stage, tab: Tab): Promise<void> {
  const { userId, roomId, address } = tab.place;
  const hadRoom = crowd.living.filter(({ place }) => place.userId === userId && place.roomId === roomId);
  await world.server.order({ do: 'remove', roomId, userId });
  const [row] = await world.query<{ last_seq: string }>('select last_seq from rooms where id = $1', [roomId]);
  recorder.removals.push({ userId, roomId, at: Date.now(), lastSeq: Number(row!.last_seq) });
  for (const each of hadRoom) each.view.isComplete = false;
  const attempts = await Promise.all([
    tab.ask('history', { roomId }),
    tab.ask('join', { room: address, rev: 1 }),
  ]);
  if (attempts.some(({ ok }) => ok))
    complaints.push(`${tab.name} could read room ${roomId} after the removal`);
}

async function disable({ world, crowd, recorder }: Stage, tab: Tab): Promise<void> {
  const { userId } = tab.place;
  const own = crowd.living.filter(({ place }) => place.userId === userId);
  const signOuts = own.map(({ name, socket }) => {
    const signOut: (typeof recorder.signOuts)[number] = { tab: name, at: Date.now() };
    socket.once('disconnect', () => (signOut.closedAt = Date.now()));
    recorder.signOuts.push(signOut);
    return signOut;
  });
  await world.server.order({ do: 'disable', userId });
  const done = Date.now();
  for (const signOut of signOuts) signOut.at = done;
  for (const each of own) each.isOver = true;
}
