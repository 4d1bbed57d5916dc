/** Faults between clients and server. */
import { setTimeout as sleep } from 'node:timers/promises';
import { lateReceipts } from './checker/healing.js';
import type { History } from './checker/history.js';
import { residentMemory } from './processes.js';
import type { Scenario } from './scenario.js';
import type { Tab } from './tab.js';
import type { World } from './world.js';

const network = { isNetwork: true, healWithin: 10_000, presenceWithin: 5_000 };

export const reset: Scenario = {
  ...network,
  name: 'reset',
  says: 'all connections reset, three times',
  async inflict({ world }) {
    for (let n = 0; n < 3; n++) {
      world.clientProxy.resetAll();
      await sleep(1_500);
    }
  },
  struck: ({ controlLosses, disconnects }) => controlLosses > 0 && disconnects > 100,
};

export const blackHole: Scenario = {
  ...network,
  name: 'black-hole',
  says: 'nothing passes for 30 s, nothing is closed',
  async inflict({ world }) {
    world.clientProxy.set({ toServer: 'hold', toClient: 'hold' });
    await sleep(30_000);
    world.clientProxy.set({ toServer: 'pass', toClient: 'pass' });
  },
  struck: ({ controlLosses, resent }) => controlLosses > 0 && resent > 0,
};

export const acksLost: Scenario = {
  ...network,
  name: 'acks-lost',
  says: 'what clients send arrives, the answers do not; then cut',
  async inflict({ world }) {
    world.clientProxy.set({ toClient: 'drop' });
    await sleep(4_000);
    world.clientProxy.resetAll();
    world.clientProxy.set({ toClient: 'pass' });
  },
  struck: ({ controlLosses, resent }) => controlLosses > 0 && resent > 20,
};

export const reconnectAll: Scenario = {
  ...network,
  name: 'reconnect-1000',
  says: '1,000 clients reconnect at once',
  rate: 60,
  crowd: { listeners: 880 },
  async inflict({ world, remarks }) {
    remarks.push(`${world.clientProxy.connections} connections`);
    world.clientProxy.resetAll();
    await sleep(500);
  },
  struck: ({ disconnects }) => disconnects >= 950,
};

/** P11: at most 1 MB each; what the garbage collector has not taken yet comes on top. */
const slowOnes = 10;
const memoryLimit = slowOnes * 1_000_000 + 100_000_000;

export const slowReaders: Scenario = {
  ...network,
  isNetwork: false,
  name: 'slow-readers',
  says: 'ten clients stop reading while 200 messages/s go by',
  rate: 200,
  length: 2_000,
  crowd: { rooms: 4, people: 30 },
  async inflict({ world, crowd, complaints, remarks }) {
    const slow = crowd.members
      .filter((tab) => tab.isJoined && tab.place.roomId === crowd.rooms[0]!.id)
      .slice(0, slowOnes);
    for (const tab of slow) {
      tab.isQuiet = true;
      tab.view.isSlow = true;
    }
    // What they were asking is answered; a read mark may take 2 s.
    await sleep(2_500);
    const before = { memory: residentMemory(world.server.pid), at: Date.now() };
    const ids = slow.map(({ socket }) => socket.id!);
    const streams = slow.map(streamOf);
    for (const stream of streams) stream.pause();
    let most = 0;
    const isOver = async () => (await online(world, ids)) === 0 || Date.now() > before.at + 45_000;
    for (; !(await isOver()); await sleep(200))
      most = Math.max(most, residentMemory(world.server.pid) - before.memory);
    const took = Date.now() - before.at - grace;
    for (const stream of streams) stream.resume();
    remarks.push(`closed after ${(took / 1_000).toFixed(1)} s, server grew by ${Math.round(most / 1e6)} MB`);
    if (took > 30_000) complaints.push(`clients that do not read were not closed within 30 s`);
    if (most > memoryLimit) complaints.push(`the server grew by ${Math.round(most / 1e6)} MB`);
  },
  inspect: othersWhoNoticed,
  struck: ({ disconnects, written }) => disconnects >= slowOnes && written > 1_000,
};

/** Milliseconds for which presence remembers a socket that is gone. */
const grace = 2_500;

/** How many of these sockets the server still has; a proxy that is held up does not notice their end. */
async function online(world: World, socketIds: string[]): Promise<number> {
  const [row] = await world.query<{ count: string }>(
    'select count(*) from presence where socket_id = any($1)',
    [socketIds],
  );
  return Number(row!.count);
}

/** P11: the others do not notice. */
function othersWhoNoticed({ views, stored, fault }: History): string[] {
  const others = views.filter(({ isSlow }) => !isSlow);
  const late = lateReceipts({ views: others, stored }).filter(({ at }) => at > fault.begin && at < fault.end);
  return late.length > 0 ? [`${late.length} messages came late to people who do read`] : [];
}

interface Stream {
  pause(): void;
  resume(): void;
}

/** The TCP stream below a tab's WebSocket: whoever does not read it is a slow reader. */
function streamOf({ socket }: Tab): Stream {
  const transport = socket.io.engine.transport as unknown as { ws: { _socket: Stream } };
  return transport.ws._socket;
}
