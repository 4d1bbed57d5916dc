/** What the database must hold: everything acknowledged, once, in order, and nothing else. */
import type { Attempt, History, Stored } from './history.js';

const keyOf = ({ authorId, clientId }: { authorId: number; clientId: string }) => `${authorId} ${clientId}`;

/** P1: acknowledged − stored. */
export function lost({ replies, stored }: History): string[] {
  const ids = new Set(stored.map(({ id }) => id));
  return replies
    .filter(({ message }) => message && !ids.has(message.id))
    .map(
      ({ message, roomId, clientId }) =>
        `#${message!.seq} of room ${roomId} (${clientId}) was acknowledged and is gone`,
    );
}

/** P2: stored − attempted. */
export function unexpected({ attempts, stored }: History): string[] {
  const attempted = new Set(attempts.map(keyOf));
  return stored
    .filter((message) => !attempted.has(keyOf(message)))
    .map(({ roomId, seq, clientId }) => `#${seq} of room ${roomId} (${clientId}) was never sent`);
}

/** P2: what was refused for good is not stored. */
export function refusedStored({ attempts, stored }: History): string[] {
  const refused = new Set(attempts.filter(({ outcome }) => outcome === 'refused').map(keyOf));
  return stored
    .filter((message) => refused.has(keyOf(message)))
    .map(({ roomId, seq }) => `#${seq} of room ${roomId} had been refused`);
}

/** P2, P3: one message a (author, clientId), one a place, one a text. Naive clients double their texts themselves. */
export function doubled({ attempts, stored }: History): string[] {
  const naive = new Set(attempts.filter(({ isNaive }) => isNaive).map(keyOf));
  const texts = new Map(attempts.map((attempt) => [keyOf(attempt), attempt.text]));
  const textOf = (message: Stored) => texts.get(keyOf(message)) ?? message.text;
  const tame = stored.filter((message) => !naive.has(keyOf(message)) && textOf(message) !== null);
  return [
    ...repeated(stored, keyOf).map((key) => `(author, clientId) ${key} is stored twice`),
    ...repeated(stored, ({ roomId, seq }) => `#${seq} of room ${roomId}`).map((key) => `${key} exists twice`),
    ...repeated(tame, (message) => textOf(message)!).map((text) => `"${text.slice(0, 40)}" is stored twice`),
  ];
}

/** P4: seqs 1..n, and the room's counters agree. */
export function holes({ stored, rooms }: History): string[] {
  return rooms.flatMap(({ id, lastSeq, rev }) => {
    const messages = stored.filter(({ roomId }) => roomId === id);
    const seqs = new Set(messages.map(({ seq }) => seq));
    const missing = Array.from({ length: lastSeq }, (_, index) => index + 1).filter((seq) => !seqs.has(seq));
    const newest = messages.reduce((most, message) => Math.max(most, message.rev), 0);
    const beyond = messages.filter(({ seq }) => seq > lastSeq).length;
    return [
      ...(missing.length ? [`room ${id} has no #${missing.slice(0, 5).join(', #')} of ${lastSeq}`] : []),
      ...(beyond ? [`room ${id} has ${beyond} messages beyond its last seq ${lastSeq}`] : []),
      ...(newest > rev ? [`room ${id} is at rev ${rev}, but a message carries ${newest}`] : []),
    ];
  });
}

/** P4: what one outbox sent stands in the order in which it was written. */
export function senderOrder({ attempts, stored }: History): string[] {
  const places = new Map(stored.map((message) => [keyOf(message), message.seq]));
  const outboxes = new Map<string, Attempt[]>();
  for (const attempt of attempts) {
    if (attempt.isNaive || !places.has(keyOf(attempt))) continue;
    const own = outboxes.get(attempt.outbox);
    if (own) own.push(attempt);
    else outboxes.set(attempt.outbox, [attempt]);
  }
  const seqOf = (attempt: Attempt) => places.get(keyOf(attempt))!;
  return [...outboxes].flatMap(([outbox, own]) => {
    const inOrder = own.sort((a, b) => a.place - b.place);
    const wrong = inOrder.find((attempt, index) => index > 0 && seqOf(attempt) < seqOf(inOrder[index - 1]!));
    return wrong
      ? [`${outbox}: its number ${wrong.place} is #${seqOf(wrong)}, before the one written earlier`]
      : [];
  });
}

/** P3: each acknowledgement of one (author, clientId) is the same, and is what is stored. */
export function repeats({ replies, stored }: History): string[] {
  const byKey = new Map(stored.map((message) => [keyOf(message), message]));
  return replies.flatMap((reply) => {
    const message = byKey.get(keyOf(reply));
    if (!reply.message || !message) return [];
    const { id, seq } = reply.message;
    return id === message.id && seq === message.seq && reply.roomId === message.roomId
      ? []
      : [
          `${reply.clientId} was acknowledged as #${seq} (id ${id}), and is #${message.seq} (id ${message.id})`,
        ];
  });
}

/** An acknowledged edit or deletion is what is stored. */
export function changesKept({ changes, stored }: History): string[] {
  const byId = new Map(stored.map((message) => [message.id, message]));
  return changes.flatMap(({ messageId, text, rev }) => {
    const message = byId.get(messageId);
    if (rev === undefined || !message) return [];
    return message.text === (text ?? null)
      ? []
      : [`the change of message ${messageId} was acknowledged and is gone`];
  });
}

function repeated<Item>(items: Item[], keyOfItem: (item: Item) => string): string[] {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOfItem(item), (counts.get(keyOfItem(item)) ?? 0) + 1);
  return [...counts].filter(([, count]) => count > 1).map(([key]) => key);
}
