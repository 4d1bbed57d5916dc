/** Faults of what tells people that something was meant for them. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Scenario } from './scenario.js';

export const calling: Scenario = {
  name: 'calling',
  says: 'each message calls somebody, as many as come through',
  rate: 1_000,
  calls: 1,
  healWithin: 10_000,
  presenceWithin: 5_000,
  inflict: () => sleep(10_000),
  struck: ({ written }) => written > 3_000,
};

export const twoNodes: Scenario = {
  name: 'two-nodes',
  says: 'two nodes behind one address; kill -9 of the one, then of the other',
  calls: 0.5,
  healWithin: 15_000,
  presenceWithin: 30_000,
  async prepare({ world }) {
    await world.startSecond();
  },
  async inflict({ world }) {
    const { server, second } = world;
    for (const node of [second!, server]) {
      await node.kill();
      await sleep(3_000);
      await node.start();
      await sleep(3_000);
    }
    await world.endSecond();
  },
  struck: ({ controlLosses, resent, disconnects }) => controlLosses > 0 && resent > 0 && disconnects > 50,
};
