/** `npm start`: builds when the sources are newer than the build, then runs the server in this process, so that signals reach it. */
import './require-node.mjs';
import { buildIfStale } from './build.mjs';

try {
  await buildIfStale();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
await import('../dist/src/main.js');
