/**
 * Builds the server (nest build → dist/src/, and of that one bundle → dist/bundle/), the browser's scripts (esbuild → public/js/) and the styles (→ public/built/).
 * `--if-stale`: only when needed.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(import.meta.dirname, '..');
const stamp = join(root, 'dist', '.built');
/** Folders of views/ that are read by the running server alone. */
const atRunTime = ['pages', 'layouts', 'locales'];
const sources = [
  'src',
  'migrations',
  join('public', 'css'),
  ...readdirSync(join(root, 'views'))
    .filter((name) => !atRunTime.includes(name))
    .map((name) => join('views', name)),
  'bin/build.mjs',
  'bin/bundle.mjs',
  'bin/templates.mjs',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'nest-cli.json',
];

/** Builds unless the last build was made of exactly the present sources; returns whether it did. Throws when it fails. */
export async function buildIfStale(say = console.log) {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint()) return false;
  await build(say);
  return true;
}

async function build(say) {
  const before = fingerprint();
  rmSync(stamp, { force: true });
  const start = performance.now();
  say('Building the server…');
  buildServer();
  const { bundleServer } = await import('./bundle.mjs');
  await bundleServer(root);
  say("Building the browser's scripts and styles…");
  await buildScripts();
  await buildStyles();
  writeFileSync(stamp, before);
  say(`Built in ${((performance.now() - start) / 1000).toFixed(1)} s.`);
}

/** Changes with every file that is changed, added, removed or renamed. Times and sizes only: it is taken at every start. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const source of sources) {
    const path = join(root, source);
    const files = statSync(path).isDirectory()
      ? readdirSync(path, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
          .sort()
      : [path];
    for (const file of files) {
      const { mtimeMs, size } = statSync(file);
      hash.update(`${file.slice(root.length)} ${mtimeMs} ${size}\n`);
    }
  }
  return hash.digest('hex');
}

function buildServer() {
  const nest = join(root, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js');
  if (!existsSync(nest)) throw new Error('The build tools are not installed: run "npm ci".');
  const { status } = spawnSync(process.execPath, [nest, 'build'], { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error('The server could not be built: see above.');
}

async function buildScripts() {
  const { build: bundle } = await import('esbuild');
  const folder = join(root, 'src', 'browser');
  const outdir = emptied('js');
  const entries = readdirSync(folder).filter((name) => name.endsWith('.entry.ts'));
  if (entries.length === 0) return;
  await bundle({
    absWorkingDir: root,
    entryPoints: entries.map((name) => ({ in: join(folder, name), out: basename(name, '.entry.ts') })),
    outdir,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    // Four times the scripts, and public: for those who work on them, `SOURCE_MAPS=on npm run build`.
    sourcemap: process.env.SOURCE_MAPS === 'on' ? 'linked' : false,
    logLevel: 'warning',
    // Lists of emojis are fetched when somebody looks for one; the import gives their address.
    loader: { '.tsv': 'file' },
    assetNames: '[name]-[hash]',
    publicPath: '/js',
    plugins: [handlebarsTemplates],
  });
}

/** One file, so that a page asks for no more than one; the next page has it already. */
async function buildStyles() {
  const { build: bundle } = await import('esbuild');
  await bundle({
    entryPoints: [join(root, 'public', 'css', 'samovar.css')],
    outdir: emptied('built'),
    bundle: true,
    minify: true,
    logLevel: 'warning',
  });
}

/** A folder of public/ that holds nothing but what is built now. */
function emptied(name) {
  const folder = join(root, 'public', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** `import template from '….hbs'` gives the compiled template. */
const handlebarsTemplates = {
  name: 'handlebars-templates',
  setup({ onLoad }) {
    onLoad({ filter: /\.hbs$/ }, async ({ path }) => {
      const { templateModule } = await import('./templates.mjs');
      return { contents: templateModule(path), resolveDir: root };
    });
  },
};

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    await (process.argv.includes('--if-stale') ? buildIfStale() : build(console.log));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
