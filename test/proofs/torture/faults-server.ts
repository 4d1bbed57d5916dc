/** Faults of the server itself. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Scenario } from './scenario.js';
import type { Stage } from './stage.js';

async function killAndStart({ world }: Stage): Promise<void> {
  await world.server.kill();
  await world.server.start();
}

export const calm: Scenario = {
  name: 'calm',
  says: 'nothing happens',
  healWithin: 2_000,
  presenceWithin: 5_000,
  inflict: () => sleep(5_000),
  struck: ({ written }) => written > 100,
};

export const killServerOnce: Scenario = {
  name: 'kill-server-once',
  says: 'kill -9 of the server',
  healWithin: 10_000,
  presenceWithin: 30_000,
  inflict: killAndStart,
  struck: ({ controlLosses, resent, disconnects }) => controlLosses > 0 && resent > 0 && disconnects > 50,
};

export const killServer: Scenario = {
  ...killServerOnce,
  name: 'kill-server',
  says: 'kill -9 of the server, five times',
  async inflict(stage) {
    for (let n = 0; n < 5; n++) {
      if (n > 0) await sleep(6_000);
      await killAndStart(stage);
    }
  },
};

export const blockLoop: Scenario = {
  name: 'block-loop',
  says: 'event loop blocked for 3 s',
  healWithin: 10_000,
  presenceWithin: 5_000,
  inflict: ({ world }) => world.server.order({ do: 'block', milliseconds: 3_000 }),
  struck: ({ slowest }) => slowest > 2_000,
};

export const restart: Scenario = {
  name: 'restart',
  says: 'graceful restart under load',
  healWithin: 15_000,
  presenceWithin: 30_000,
  async inflict({ world, complaints, remarks }) {
    const took = await world.server.stop();
    remarks.push(`stopped in ${(took / 1_000).toFixed(1)} s`);
    if (took > 10_000) complaints.push(`the server took ${took} ms to stop`);
    await world.server.start();
  },
  struck: ({ controlLosses, disconnects }) => controlLosses > 0 && disconnects > 50,
};
