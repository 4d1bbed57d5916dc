/** Which fault shows which defect, and who has it. */
import { killPostgres } from './faults-database.js';
import { acksLost, reset } from './faults-network.js';
import { calm, killServerOnce } from './faults-server.js';
import { removalWithoutRedis } from './attacks/redis-away.js';
import { openPages } from './attacks/open-pages.js';
import { oneIdTwoRooms, racingSignIns } from './attacks/requests.js';
import { floodOfConnects, neverPolling, neverReading, neverReadingPages, parked } from './attacks/sockets.js';
import { mute } from './attacks/mute.js';
import { bothWays } from './attacks/turns.js';
import { fuzzShortly } from './fuzz/fuzz.js';
import type { CheckName } from './checker/check.js';
import type { Scenario } from './scenario.js';

export interface Proof {
  scenario: Scenario;
  /** One of these checks must find it; none: it is no defect, and the run must pass. */
  caughtBy: CheckName[];
  /** The browser's code has it, not the server's. */
  isClient?: boolean;
  /** Done to the database, as its owner, before anybody comes. */
  sql?: string;
  /** The same, as PostgreSQL's superuser. */
  settings?: string[];
}

/** Each message calls somebody. */
const everybodyCalls: Scenario = { ...calm, calls: 1 };

export const proofs: Record<string, Proof> = {
  'ack-before-commit': { scenario: killServerOnce, caughtBy: ['lost'] },
  'commit-not-durable': {
    scenario: killPostgres,
    caughtBy: ['lost'],
    // Longer than the default of 200 ms, so that the crash surely finds something that is not written yet.
    settings: [
      'alter role samovar set synchronous_commit = off',
      "alter system set wal_writer_delay = '5s'",
      'select pg_reload_conf()',
    ],
  },
  'no-unique-key': {
    scenario: acksLost,
    caughtBy: ['doubled'],
    sql: 'alter table messages drop constraint messages_author_client',
  },
  'bigserial-cursor': { scenario: acksLost, caughtBy: ['seen stale'] },
  'created-at-cursor': { scenario: acksLost, caughtBy: ['seen stale'] },
  'catch-up-40': { scenario: acksLost, caughtBy: ['never seen'] },
  'presence-never-expires': { scenario: calm, caughtBy: ['presence'] },
  'presence-is-a-flag': { scenario: calm, caughtBy: ['presence'] },
  'swapped-seqs': { scenario: calm, caughtBy: ['disagreement'] },
  'unread-counts-own': { scenario: calm, caughtBy: ['unread'] },
  'read-mark-moves-back': { scenario: calm, caughtBy: ['unread'] },
  'post-after-removal': { scenario: calm, caughtBy: ['after removal'] },
  'hear-after-removal': { scenario: calm, caughtBy: ['after removal'] },
  'broadcast-before-commit': { scenario: calm, caughtBy: ['disagreement'] },
  'repeat-as-new': { scenario: acksLost, caughtBy: ['repeat differs'] },
  'seq-holes': { scenario: calm, caughtBy: ['holes'] },
  'silent-answers': { scenario: calm, caughtBy: ['late answer'] },
  'pages-outlive-changes': { scenario: calm, caughtBy: ['page wrong'] },
  'no-head-watch': { scenario: calm, caughtBy: ['never seen'] },
  'sockets-outlive-session': { scenario: calm, caughtBy: ['late sign-out'] },
  'parked-connections-return': { scenario: parked, caughtBy: ['bug'] },
  'connects-unbounded': { scenario: floodOfConnects, caughtBy: ['bug'] },
  'backlog-unbounded': { scenario: neverReading, caughtBy: ['bug'] },
  'queue-unseen': { scenario: neverReadingPages, caughtBy: ['bug'] },
  'flush-out-of-order': { scenario: bothWays, caughtBy: ['bug'] },
  'mute-stay': { scenario: mute, caughtBy: ['bug'] },
  'polls-unwatched': { scenario: neverPolling, caughtBy: ['bug'] },
  'access-unwatched': { scenario: removalWithoutRedis, caughtBy: ['bug'] },
  'stale-password-signs-in': { scenario: racingSignIns, caughtBy: ['bug'] },
  'client-id-anywhere': { scenario: oneIdTwoRooms, caughtBy: ['bug'] },
  'stale-page': { scenario: openPages, caughtBy: ['bug'] },
  'page-for-the-removed': { scenario: openPages, caughtBy: ['bug'] },
  'told-twice': {
    scenario: everybodyCalls,
    caughtBy: ['told twice'],
    sql: 'alter table activity drop constraint activity_once',
  },
  'told-before-commit': { scenario: everybodyCalls, caughtBy: ['told of nothing'] },
  'told-after-removal': { scenario: everybodyCalls, caughtBy: ['told after removal'] },
  'told-while-ignored': { scenario: everybodyCalls, caughtBy: ['told while ignored'] },
  'malformed-is-500': { scenario: fuzzShortly, caughtBy: ['bug'] },
  'resend-new-id': { scenario: reset, caughtBy: ['doubled'], isClient: true },
  'drop-1-in-500': { scenario: reset, caughtBy: [] },
};
