/** When all was well again: after that, everybody sees everything and is answered within the time of a calm day. */
import type { History, View } from './history.js';

/** Milliseconds within which a member sees a message in calm (P5). */
const calm = 2_000;

/** Something that took longer than in calm, and when it came at last. */
interface Late {
  at: number;
  what: string;
}

/** Milliseconds from the fault's end until everybody was back and the last message or answer came late. */
export function healedIn(history: History): number {
  const { end, back } = history.fault;
  return Math.max(back, lastLate(history)?.at ?? back) - end;
}

/** What came late last of all. */
export function lastLate(history: History): Late | undefined {
  return [...lateReceipts(history), ...lateAnswers(history)].sort((a, b) => b.at - a.at)[0];
}

/** Messages that came late to these lists. */
export function lateReceipts({ views, stored }: Pick<History, 'views' | 'stored'>): Late[] {
  const written = new Map(stored.map(({ id, createdAt }) => [id, createdAt]));
  return views
    .filter(({ isNaive }) => !isNaive)
    .flatMap((view) =>
      firstSights(view).flatMap(({ id, seq, at }) => {
        const took = at - Math.max(written.get(id) ?? at, view.openedAt);
        return took > calm
          ? [{ at, what: `${view.tab} saw #${seq} of room ${view.roomId} after ${took} ms` }]
          : [];
      }),
    );
}

/** After a reset the newest page comes again, and what is on it may be old and never have been asked for. */
function firstSights({ stretches }: View) {
  return stretches.flatMap(({ isReset, entries }) => (isReset ? entries.slice(-1) : entries));
}

function lateAnswers({ attempts, replies }: History): Late[] {
  const firstReply = new Map<string, number>();
  for (const { clientId, at, message } of replies)
    if (message && !firstReply.has(clientId)) firstReply.set(clientId, at);
  return attempts.flatMap(({ clientId, at, isNaive, outbox, place }) => {
    const answered = firstReply.get(clientId);
    if (isNaive || answered === undefined || answered - at <= calm) return [];
    return [{ at: answered, what: `${outbox}: its number ${place} was answered after ${answered - at} ms` }];
  });
}
