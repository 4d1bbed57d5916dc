/** Runs a folder of test/proofs/: builds what is stale, bundles the folder, and imports its main file into this process. */
import { join } from 'node:path';
import { build } from 'esbuild';
import { buildIfStale } from './build.mjs';

const root = join(import.meta.dirname, '..');

/** `entries`: name → file in test/proofs/<folder>/; the one called `main` is run. */
export async function runProof(folder, entries) {
  const outdir = join(root, 'dist', folder);
  const paths = Object.entries(entries).map(([name, file]) => [
    name,
    join(root, 'test', 'proofs', folder, file),
  ]);
  try {
    await buildIfStale();
    await build({
      absWorkingDir: root,
      entryPoints: Object.fromEntries(paths),
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
}
