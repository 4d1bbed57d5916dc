/** `npm run bench`: builds what is stale, bundles test/proofs/bench/ and runs it in this process, so that signals reach it. */
import './require-node.mjs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { buildIfStale } from './build.mjs';

const root = join(import.meta.dirname, '..');
const source = join(root, 'test', 'proofs', 'bench');
const outdir = join(root, 'dist', 'bench');
try {
  await buildIfStale();
  await build({
    absWorkingDir: root,
    entryPoints: {
      main: join(source, 'main.ts'),
      generator: join(source, 'generator', 'main.ts'),
      'ws-room': join(source, 'baselines', 'ws-room.ts'),
      'socket-io-room': join(source, 'baselines', 'socket-io-room.ts'),
    },
    outdir,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
await import(join(outdir, 'main.js'));
