/** `npm run config`, `user`, `files`, `doctor`: runs a command of src/server/cli/, silent but for what it says itself. */
import './require-node.mjs';
import { buildIfStale } from './build.mjs';

const [command] = process.argv.splice(2, 1);
try {
  await buildIfStale(() => undefined);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
await import(`../dist/src/server/cli/${command}.js`);
