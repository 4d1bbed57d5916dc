/** What `npm run files` does, without a process of its own. */
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FilesCommandModule } from '../../src/server/cli/files-command.module.js';
import type { RunningConfig } from '../../src/server/config/config.js';
import { Consent } from '../../src/server/files/moving/consent.js';
import { Mover } from '../../src/server/files/moving/mover.js';
import { Whereabouts } from '../../src/server/files/moving/whereabouts.js';

/** With all that a command has. */
export async function within<Result>(
  config: RunningConfig,
  work: (app: INestApplicationContext) => Promise<Result>,
): Promise<Result> {
  const module = FilesCommandModule.with(config);
  const app = await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
  try {
    return await work(app);
  } finally {
    await app.get(Whereabouts).close();
    await app.close();
  }
}

/** Answers what was said. `patience`: milliseconds that nodes have to agree. */
export const moveHere = (to: string, config: RunningConfig, patience = 30_000) =>
  within(config, async (app) => {
    const said: string[] = [];
    app.get(Consent).patience = patience;
    await app.get(Mover).move(to, { say: (line) => said.push(line), progress: () => undefined });
    return said.join('\n');
  });
