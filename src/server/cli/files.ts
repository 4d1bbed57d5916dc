/** `npm run files`: where files are kept, and moving them, whether the server runs or not. */
import { parseArgs } from 'node:util';
import { Mover } from '../files/moving/mover.js';
import { Whereabouts } from '../files/moving/whereabouts.js';
import { StartError } from '../platform/errors/start-error.js';
import { sentenceFor } from '../start/failure.js';
import { FilesCommandModule } from './files-command.module.js';
import { filesConfig } from './files-config.js';
import { Progress } from './progress.js';
import { withServer } from './with-server.js';

const usage = `Use this, with the settings of the server:
  npm run files -- move <address>   moves all files there, as FILES_URL would name it: file:///folder or s3://key:secret@host/bucket
  npm run files -- move data        moves them to the folder files in DATA_DIR
The server may run meanwhile. What is broken off goes on when it is begun again.`;

try {
  await move(addressIn(process.argv.slice(2)));
} catch (error) {
  console.error(sentenceFor(error));
  process.exitCode = 1;
}

function addressIn(args: string[]): string {
  const { positionals } = parseArguments(args);
  const [verb, address] = positionals;
  if (verb !== 'move' || !address || positionals.length > 2) throw new StartError(usage);
  return address;
}

function parseArguments(args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options: {} });
  } catch (error) {
    throw new StartError(usage, { cause: error });
  }
}

async function move(address: string): Promise<void> {
  const config = filesConfig(process.env);
  await withServer(config, FilesCommandModule.with, async (app) => {
    const whereabouts = app.get(Whereabouts);
    const progress = new Progress((line) => console.log(line));
    try {
      const { place, isSet } = await app.get(Mover).move(address, progress);
      progress.say(`All files are at ${place}.${isSet ? '' : ` ${adviceFor(address)}`}`);
    } finally {
      progress.end();
      await whereabouts.close();
    }
  });
}

function adviceFor(address: string): string {
  const setting =
    address === 'data' ? 'Leave FILES_URL out of the settings' : 'Set FILES_URL to that address';
  return `${setting}, on all nodes; until then the server knows it from its database.`;
}
