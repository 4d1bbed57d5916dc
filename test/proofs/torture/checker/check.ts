/** All checks of a run, and what they found. */
import type { History } from './history.js';
import {
  answersLate,
  bugs,
  pagesWrong,
  presenceWrong,
  signOutsLate,
  unreadWrong,
  withoutOutcome,
} from './rest.js';
import { afterRemoval, disagreements, doubledSeen, missedSeen, reorderedSeen, staleSeen } from './seen.js';
import {
  neverTold,
  toldAfterRemoval,
  toldOfNothing,
  toldTwice,
  toldWhileIgnored,
  toldWrongly,
} from './told.js';
import {
  changesKept,
  doubled,
  holes,
  lost,
  refusedStored,
  repeats,
  senderOrder,
  unexpected,
} from './stored.js';

const checks = {
  lost,
  unexpected,
  'refused and stored': refusedStored,
  doubled,
  holes,
  'out of order': senderOrder,
  'repeat differs': repeats,
  'change lost': changesKept,
  'seen twice': doubledSeen,
  'seen out of order': reorderedSeen,
  'never seen': missedSeen,
  disagreement: disagreements,
  'seen stale': staleSeen,
  'after removal': afterRemoval,
  presence: presenceWrong,
  unread: unreadWrong,
  'page wrong': pagesWrong,
  'never told': neverTold,
  'told twice': toldTwice,
  'told of nothing': toldOfNothing,
  'told wrongly': toldWrongly,
  'told after removal': toldAfterRemoval,
  'told while ignored': toldWhileIgnored,
  'no outcome': withoutOutcome,
  'late answer': answersLate,
  bug: bugs,
  'late sign-out': signOutsLate,
} satisfies Record<string, (history: History) => string[]>;

export type CheckName = keyof typeof checks;

/** What each check found wrong; checks that found nothing are missing. */
export type Findings = Partial<Record<CheckName, string[]>>;

export function check(history: History): Findings {
  const found = Object.entries(checks).map(([name, find]) => [name, find(history)] as const);
  return Object.fromEntries(found.filter(([, complaints]) => complaints.length > 0));
}

/** How many messages naive clients lost: sent without an answer, or never seen. Nothing lost: nothing happened. */
export function controlLosses({ attempts, views, rooms }: History): number {
  const unanswered = attempts.filter(({ isNaive, outcome }) => isNaive && outcome === undefined).length;
  const newest = new Map(rooms.map(({ id, lastSeq }) => [id, lastSeq]));
  const unseen = views
    .filter(({ isNaive }) => isNaive)
    .map((view) => {
      const seen = new Set(view.stretches.flatMap(({ entries }) => entries.map(({ seq }) => seq)));
      return Math.max(0, newest.get(view.roomId)! - seen.size);
    });
  return unseen.reduce((sum, count) => sum + count, unanswered);
}
