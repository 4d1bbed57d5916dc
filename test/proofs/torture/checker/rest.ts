/** What must be true at rest, of each answer, and of the server itself. */
import { limits } from '../../../../src/shared/limits.js';
import type { History } from './history.js';
import { isIgnored } from './ignoring.js';

/** Milliseconds. P10 says 5 s; the rest is for this process, which is busy, too. */
const answerLimit = 6_000;
/** P7, with half a second for the way. */
const signOutLimit = 2_500;

/** P8 */
export function presenceWrong({ presence }: History): string[] {
  return presence.flatMap(({ tab, roomId, expected, shown }) => {
    const absent = expected.filter((id) => !shown.includes(id));
    const ghosts = shown.filter((id) => !expected.includes(id));
    if (absent.length === 0 && ghosts.length === 0) return [];
    return [
      `${tab} shows for room ${roomId} ${ghosts.length} who are gone and not ${absent.length} who are there`,
    ];
  });
}

/** P9: messages of others whom one does not ignore after the mark; the mark is the furthest that was acknowledged, or asked for without an answer. */
export function unreadWrong(history: History): string[] {
  const { unread, stored } = history;
  return unread.flatMap(({ tab, userId, roomId, marked, asked, lastReadSeq, unread: told }) => {
    const counted = stored.filter(
      (message) =>
        message.roomId === roomId &&
        message.authorId !== userId &&
        message.seq > lastReadSeq &&
        !isIgnored(history, userId, message),
    ).length;
    return [
      ...(lastReadSeq >= marked && lastReadSeq <= asked
        ? []
        : [`${tab} had marked #${marked} as read, and the server says #${lastReadSeq}`]),
      ...(told === counted
        ? []
        : [`${tab} is told of ${told} unread in room ${roomId}, and there are ${counted}`]),
    ];
  });
}

/** What a page shows is the newest of the log, each message in its latest state. */
export function pagesWrong({ pages, stored }: History): string[] {
  const states = (messages: { seq: number; rev: number }[]) =>
    messages.map(({ seq, rev }) => `#${seq} of rev ${rev}`);
  return pages.flatMap(({ tab, roomId, shown }) => {
    const inRoom = stored.filter((message) => message.roomId === roomId).slice(-limits.historyPage);
    const [expected, found] = [states(inRoom), states(shown)];
    const wrong = expected.find((state, at) => state !== found[at]) ?? found[expected.length];
    return wrong === undefined
      ? []
      : [`the page of room ${roomId} does not show ${tab} just the newest: ${wrong}`];
  });
}

/** Everything that was written was answered or refused in the end. */
export function withoutOutcome({ attempts, signOuts }: History): string[] {
  const left = attempts.filter(({ isNaive, outcome }) => !isNaive && outcome === undefined);
  const gone = new Set(signOuts.map(({ tab }) => tab));
  return left
    .filter(({ outbox }) => !gone.has(outbox))
    .map(({ outbox, place }) => `${outbox}: its number ${place} has no outcome`);
}

/** P10: whoever stayed connected was answered in time. */
export function answersLate({ asked, fault, patience }: History): string[] {
  const limit = answerLimit * patience;
  const wasInTheWay = (at: number) => fault.isNetwork && at > fault.begin - limit && at < fault.end + limit;
  return asked
    .filter(({ at, isCut, took }) => !isCut && !wasInTheWay(at) && (took === undefined || took > limit))
    .map(({ event, took }) => `${event} was answered ${took === undefined ? 'never' : `after ${took} ms`}`);
}

/** P15: a bug's answer is `internal`; a page's is a 500. */
export function bugs({ asked, server }: History): string[] {
  const internal = asked
    .filter(({ code }) => code === 'internal')
    .map(({ event }) => `${event} was answered internal`);
  const failed = server.health.filter(({ status }) => status === 500).map(() => '/health/ready answered 500');
  return [...internal, ...failed, ...server.complaints];
}

/** P7 */
export function signOutsLate({ signOuts, patience }: History): string[] {
  return signOuts
    .filter(({ at, closedAt }) => closedAt === undefined || closedAt - at > signOutLimit * patience)
    .map(
      ({ tab, at, closedAt }) =>
        `${tab} was signed out and stayed for ${closedAt ? `${closedAt - at} ms` : 'ever'}`,
    );
}
