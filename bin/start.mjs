/**
 * `npm start`: builds when the sources are newer than the build, then runs the server in this process, so that signals reach
 * it. `-- --unbundled` runs the files of dist/src/ one by one, for whoever works on them.
 */
import './require-node.mjs';
import { join } from 'node:path';
import * as nodeModule from 'node:module';
import { buildIfStale } from './build.mjs';

try {
  await buildIfStale();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
const isUnbundled = process.argv.includes('--unbundled');
// What Node.js 22.8 and later have compiled is kept for the next start, beside the build and as trusted as that is.
if (!isUnbundled)
  nodeModule.enableCompileCache?.(join(import.meta.dirname, '..', 'dist', 'bundle', '.compiled'));
await import(isUnbundled ? '../dist/src/main.js' : '../dist/bundle/main.js');
nodeModule.flushCompileCache?.();
