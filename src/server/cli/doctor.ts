/** `npm run doctor`: whether all that is kept belongs together, whether the server runs or not. */
import type { INestApplicationContext } from '@nestjs/common';
import { parseArgs } from 'node:util';
import { FilesCheckup } from '../files/checkup/files-checkup.js';
import type { Check } from '../files/checkup/check.js';
import { Whereabouts } from '../files/moving/whereabouts.js';
import { FileLinksCheckup } from '../messages/files/file-links.checkup.js';
import { StartError } from '../platform/errors/start-error.js';
import { IndexCheckup } from '../search/checkup/index.checkup.js';
import { sentenceFor } from '../start/failure.js';
import { checkUp, type Health } from './check-up.js';
import { DoctorModule } from './doctor.module.js';
import { filesConfig } from './files-config.js';
import { withServer } from './with-server.js';

const usage = `Use this, with the settings of the server:
  npm run doctor             says what is wrong, and changes nothing
  npm run doctor -- --mend   removes what nobody needs any more`;

/** One for each thing that can be looked after. */
const sections: { name: string; checks: (app: INestApplicationContext) => Promise<Check[]> }[] = [
  {
    name: 'Files',
    checks: async (app) => [...(await app.get(FilesCheckup).checks()), ...app.get(FileLinksCheckup).checks()],
  },
  { name: 'Search', checks: (app) => Promise.resolve(app.get(IndexCheckup).checks()) },
];

try {
  const mends = wantsMending(process.argv.slice(2));
  await withServer(filesConfig(process.env), DoctorModule.with, (app) => examine(app, mends));
} catch (error) {
  console.error(sentenceFor(error));
  process.exitCode = 1;
}

function wantsMending(args: string[]): boolean {
  try {
    return parseArgs({ args, options: { mend: { type: 'boolean', default: false } } }).values.mend;
  } catch (error) {
    throw new StartError(usage, { cause: error });
  }
}

async function examine(app: INestApplicationContext, mends: boolean): Promise<void> {
  try {
    const health: Health = { mended: 0, mendable: 0, lost: 0 };
    for (const { name, checks } of sections)
      await checkUp(name, await checks(app), mends, health, (line) => console.log(line));
    console.log(verdict(health));
    if (health.mendable + health.lost > 0) process.exitCode = 1;
  } finally {
    await app.get(Whereabouts).close();
  }
}

function verdict({ mended, mendable, lost }: Health): string {
  if (mendable + lost === 0) return mended === 0 ? 'All is well.' : 'All is well now.';
  const sentences = [
    mendable > 0 && '"npm run doctor -- --mend" removes what nobody needs.',
    lost > 0 && 'What is marked with ! cannot be mended here: a backup may have it, or whoever sent it.',
  ];
  return sentences.filter(Boolean).join(' ');
}
