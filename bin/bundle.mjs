/**
 * Bundles the built server (dist/src/) into dist/bundle/: loading 1,700 modules was three quarters of a start. What is
 * resolved while it runs stays outside: native packages, and what a library asks for in case it is there.
 */
import { build } from 'esbuild';
import { Buffer } from 'node:buffer';
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const outside = [
  '@node-rs/argon2',
  'pg-native',
  // Read only where files are in a bucket; bundled, it does not work.
  '@aws-sdk/client-s3',
  '@aws-sdk/lib-storage',
  '@aws-sdk/s3-request-presigner',
  // Asked for by Nest in case they are installed.
  '@nestjs/microservices',
  'class-transformer',
  'class-validator',
];

/** @param {string} root the folder of package.json */
export async function bundleServer(root) {
  const outdir = join(root, 'dist', 'bundle');
  rmSync(outdir, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: [join(root, 'dist', 'src', 'main.js')],
    outdir,
    bundle: true,
    // What is imported later (the application, Redis) is read later.
    splitting: true,
    chunkNames: '[name]-[hash]',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // Smaller is quicker to read. Names stay, as migrations and traces go by them; `keepNames` would cost a call for each closure.
    minifyWhitespace: true,
    minifySyntax: true,

    legalComments: 'none',
    sourcemap: 'linked',
    sourcesContent: false,
    external: outside,
    banner: {
      js: "import { createRequire as requireOfBundle } from 'node:module'; const require = requireOfBundle(import.meta.url);",
    },
    plugins: [ownFiles(outdir), mapOursOnly],
    logLevel: 'warning',
  });
}

/** Each of our files stands in its own folder still, wherever the bundle is. */
const ownFiles = (outdir) => ({
  name: 'own-files',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]dist[\\/](src|migrations)[\\/].*\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if (!text.includes('import.meta.dirname')) return;
      const folder = JSON.stringify(`/${relative(outdir, dirname(path)).replaceAll('\\', '/')}`);
      return { contents: text.replaceAll('import.meta.dirname', `(import.meta.dirname + ${folder})`) };
    });
  },
});

/** One place for all of a library's file: with theirs, the maps would be six times as large. */
const nothing = Buffer.from('{"version":3,"sources":["_"],"mappings":"AAAA"}').toString('base64');
const mapOursOnly = {
  name: 'map-ours-only',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]node_modules[\\/].*\.[cm]?js$/ }, ({ path }) => ({
      contents: `${readFileSync(path, 'utf8')}\n//# sourceMappingURL=data:application/json;base64,${nothing}`,
    }));
  },
};
