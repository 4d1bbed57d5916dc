/** All faults, in the order in which they are run, and a mix of them. */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  diskFull,
  holdDatabase,
  killBackend,
  killPostgres,
  resetDatabase,
  stopPostgres,
  stopAndReset,
  stopPostgresShortly,
} from './faults-database.js';
import { acksLost, blackHole, reconnectAll, reset, slowReaders } from './faults-network.js';
import { calling, twoNodes } from './faults-activity.js';
import { blockLoop, calm, killServer, killServerOnce, restart } from './faults-server.js';
import { openPages } from './attacks/open-pages.js';
import { removalWithoutRedis } from './attacks/redis-away.js';
import { oneIdTwoRooms, racingSignIns, unreadAnswers } from './attacks/requests.js';
import {
  floodOfConnects,
  neverPolling,
  neverReading,
  neverReadingPages,
  parked,
  tinyFrames,
} from './attacks/sockets.js';
import { mute } from './attacks/mute.js';
import { bothWays } from './attacks/turns.js';
import { fuzz, fuzzShortly } from './fuzz/fuzz.js';
import type { Scenario } from './scenario.js';

/** Eight faults one after the other, a few seconds apart, as the seed wants them. */
const mix: Scenario = {
  name: 'mix',
  says: 'eight of these at random',
  isNetwork: true,
  healWithin: 15_000,
  presenceWithin: 30_000,
  async inflict(stage) {
    const choice = [
      killServerOnce,
      killPostgres,
      killBackend,
      stopPostgresShortly,
      resetDatabase,
      reset,
      acksLost,
      blockLoop,
      restart,
    ];
    const names: string[] = [];
    for (let n = 0; n < 8; n++) {
      const fault = stage.random.pick(choice);
      names.push(fault.name);
      await fault.inflict(stage);
      await sleep(stage.random.below(3_000));
    }
    stage.remarks.push(names.join(', '));
  },
  struck: ({ controlLosses, resent, disconnects }) => controlLosses > 0 && resent > 0 && disconnects > 100,
};

export const allFaults: Scenario[] = [
  calm,
  killServer,
  killPostgres,
  killBackend,
  stopPostgresShortly,
  stopPostgres,
  stopAndReset,
  holdDatabase,
  resetDatabase,
  diskFull,
  reset,
  blackHole,
  acksLost,
  slowReaders,
  blockLoop,
  restart,
  reconnectAll,
  calling,
  twoNodes,
  mix,
  parked,
  floodOfConnects,
  tinyFrames,
  neverReading,
  neverReadingPages,
  neverPolling,
  bothWays,
  mute,
  unreadAnswers,
  removalWithoutRedis,
  racingSignIns,
  oneIdTwoRooms,
  openPages,
  fuzz,
];

/** With three of the known defects under four minutes. */
export const shortFaults: Scenario[] = [killServerOnce, acksLost, stopPostgresShortly, fuzzShortly];
export const shortProofs = ['no-unique-key', 'presence-never-expires', 'swapped-seqs'];

export const namedFaults = [...allFaults, killServerOnce, fuzzShortly];
