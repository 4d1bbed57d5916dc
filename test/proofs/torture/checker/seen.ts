/** What people saw: each list in order and complete, the same for everybody, and nothing after a removal. */
import type { Entry, History, Seen, Stored, View } from './history.js';

const placeOf = (roomId: number, seq: number) => `${roomId}#${seq}`;
const tame = ({ views }: History) => views.filter(({ isNaive }) => !isNaive);
const entriesOf = (view: View) => view.stretches.flatMap(({ entries }) => entries);

/** P5: exactly once. */
export function doubledSeen(history: History): string[] {
  return tame(history).flatMap((view) =>
    view.stretches.flatMap(({ entries }) => {
      const ids = entries.map(({ id }) => id);
      return ids.flatMap((id, index) =>
        ids.indexOf(id) === index ? [] : [`${view.tab} saw message ${id} twice`],
      );
    }),
  );
}

/** P5: in order. */
export function reorderedSeen(history: History): string[] {
  return tame(history).flatMap((view) =>
    view.stretches.flatMap(({ entries }) =>
      entries.flatMap(({ seq }, index) =>
        index > 0 && seq < entries[index - 1]!.seq
          ? [`${view.tab} saw #${seq} of room ${view.roomId} after #${entries[index - 1]!.seq}`]
          : [],
      ),
    ),
  );
}

/** P5: every message, from where the list begins to where it ended: the room's newest one, if it was open so long. */
export function missedSeen(history: History): string[] {
  const newest = new Map(history.rooms.map(({ id, lastSeq }) => [id, lastSeq]));
  return tame(history).flatMap((view) => {
    const lacks: string[] = [];
    view.stretches.forEach(({ isReset, entries }, index) => {
      const seqs = new Set(entries.map(({ seq }) => seq));
      const first = isReset ? (entries[0]?.seq ?? 1) : 1;
      const isLast = index === view.stretches.length - 1;
      const last = isLast && view.isComplete ? newest.get(view.roomId)! : Math.max(0, ...seqs);
      for (let seq = first; seq <= last; seq++) if (!seqs.has(seq)) lacks.push(`#${seq}`);
    });
    return lacks.length
      ? [`${view.tab} never saw ${lacks.slice(0, 4).join(', ')} (${lacks.length}) of room ${view.roomId}`]
      : [];
  });
}

/** What a message may say: what its author wrote first, or made of it. */
function textsOf({ attempts, changes, stored }: History): (message: Stored, seen: Seen) => boolean {
  const written = new Map(attempts.map(({ authorId, clientId, text }) => [`${authorId} ${clientId}`, text]));
  const changed = new Map(changes.map(({ messageId, text }) => [messageId, { text }]));
  const byPlace = new Map(stored.map((message) => [placeOf(message.roomId, message.seq), message]));
  return (message, { text }) => {
    const known = byPlace.get(placeOf(message.roomId, message.seq))!;
    const change = changed.get(message.id);
    return (
      text === written.get(`${known.authorId} ${known.clientId}`) ||
      (change !== undefined && change.text === text)
    );
  };
}

/** Everybody agrees with the database: (room, seq) → (id, text). */
export function disagreements(history: History): string[] {
  const byPlace = new Map(history.stored.map((message) => [placeOf(message.roomId, message.seq), message]));
  const mayRead = textsOf(history);
  const complain = (view: View, entry: Entry): string[] => {
    const message = byPlace.get(placeOf(view.roomId, entry.seq));
    if (!message)
      return [`${view.tab} saw #${entry.seq} of room ${view.roomId} (id ${entry.id}), which is not stored`];
    if (message.id !== entry.id)
      return [`${view.tab} saw id ${entry.id} as #${entry.seq}, stored is ${message.id}`];
    return mayRead(message, entry) ? [] : [`${view.tab} read a foreign text in message ${entry.id}`];
  };
  return history.views.flatMap((view) => entriesOf(view).flatMap((entry) => complain(view, entry)));
}

/** Edits and deletions have reached every list that was open to the end. */
export function staleSeen(history: History): string[] {
  const byPlace = new Map(history.stored.map((message) => [placeOf(message.roomId, message.seq), message]));
  return tame(history)
    .filter(({ isComplete }) => isComplete)
    .flatMap((view) =>
      [...view.state.values()].flatMap(({ seq, text }) => {
        const message = byPlace.get(placeOf(view.roomId, seq));
        return message && message.text !== (text ?? null)
          ? [`${view.tab} still shows the old #${seq} of room ${view.roomId}`]
          : [];
      }),
    );
}

/** P6: nothing that was written after a removal reached the removed, and nothing of theirs was stored. */
export function afterRemoval({ removals, views, stored }: History): string[] {
  return removals.flatMap(({ userId, roomId, at, lastSeq }) => {
    const own = views.filter((view) => view.userId === userId && view.roomId === roomId);
    const heard = own.flatMap((view) =>
      [...entriesOf(view), ...view.afterRemoval]
        .filter(({ seq }) => seq > lastSeq)
        .map(({ seq }) => `${view.tab} got #${seq} of room ${roomId}, written after the removal`),
    );
    const written = stored
      .filter((message) => message.roomId === roomId && message.authorId === userId && message.seq > lastSeq)
      .map(({ seq, createdAt }) => `#${seq} was written by somebody removed ${createdAt - at} ms before`);
    return [...heard, ...written];
  });
}
