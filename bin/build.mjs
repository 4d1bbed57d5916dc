/**
 * Builds the server (nest build → dist/src/, and of that one bundle → dist/bundle/), the browser's scripts (esbuild → public/js/) and the styles (→ public/built/).
 * `--if-stale`: only when needed.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { lighterConnection } from './lighter-connection.mjs';

const root = join(import.meta.dirname, '..');
const stamp = join(root, 'dist', '.built');
/** Folders of views/ that are read by the running server alone. */
const atRunTime = ['pages', 'layouts', 'mail'];
const sources = [
  'src',
  'migrations',
  join('public', 'css'),
  ...readdirSync(join(root, 'views'))
    .filter((name) => !atRunTime.includes(name))
    .map((name) => join('views', name)),
  'bin/build.mjs',
  'bin/bundle.mjs',
  'bin/lighter-connection.mjs',
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
  const { laterShapes } = await import('./templates.mjs');
  const folder = join(root, 'src', 'browser');
  const outdir = emptied('js');
  const entries = readdirSync(folder)
    .filter((name) => name.endsWith('.entry.ts'))
    .map((name) => ({ in: join(folder, name), out: basename(name, '.entry.ts') }));
  const settings = {
    absWorkingDir: root,
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
    define: {
      WORKER_TEXTS: JSON.stringify(textsOf('notices', /\btranslate\(\s*'([^']+)'/g)),
      LATER_ICONS: JSON.stringify(laterShapes()),
    },
    plugins: [handlebarsTemplates, lighterConnection, textsOfUploads],
  };
  const isOfChat = ({ out }) => ['chat', 'later', 'uploads'].includes(out);
  await bundle({ ...settings, entryPoints: entries.filter((entry) => !isOfChat(entry)) });
  await bundle(inParts(settings, entries.filter(isOfChat)));
  const parts = readdirSync(outdir).filter((name) => name.startsWith('chat-'));
  if (parts.length > 1)
    throw new Error(
      'What comes later and what brings files share something that the chat does not have: see inParts.',
    );
  // Nothing but an import of what all share, which is the script of the page.
  rmSync(
    join(
      outdir,
      readdirSync(outdir).find((name) => name.startsWith('stub-')),
    ),
  );
}

/**
 * The chat's script and what is fetched later (src/browser/shell/later.ts, src/browser/uploads/at-hand.ts), which has need of the
 * chat's: as it imports all of that, esbuild puts it into one file for all, and a page that begins asks for no more than that one. What the
 * other two have in common and the chat does not would be a third: it belongs into what comes later, which is there before files are.
 * Their names hold the hash of their content: after an update no page runs one of them beside another that was not made with it.
 */
const inParts = (settings, entries) => ({
  ...settings,
  entryPoints: entries.map((entry) => (entry.out === 'chat' ? { ...entry, out: 'stub' } : entry)),
  splitting: true,
  entryNames: '[name]-[hash]',
  chunkNames: 'chat-[hash]',
  plugins: [...settings.plugins, othersNeedChat],
});

/** What the scripts of a folder say that take their texts with them, by language, plural forms included: `calls` finds the sentences. */
function textsOf(name, calls) {
  const [folder, locales] = [join(root, 'src', 'browser', name), join(root, 'views', 'locales')];
  const sources = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
  const sentences = new Set(sources.flatMap((source) => [...source.matchAll(calls)].map(([, said]) => said)));
  const isSaid = ([key]) =>
    sentences.has(key) || sentences.has(key.replace(/_(?:one|two|few|many|other)$/, ''));
  const translated = (file) =>
    Object.fromEntries(Object.entries(JSON.parse(readFileSync(join(locales, file), 'utf8'))).filter(isSaid));
  return Object.fromEntries(readdirSync(locales).map((file) => [basename(file, '.json'), translated(file)]));
}

const othersNeedChat = {
  name: 'others-need-chat',
  setup({ onLoad }) {
    onLoad({ filter: /[/\\](?:later|uploads)\.entry\.ts$/ }, ({ path }) => ({
      contents: `${readFileSync(path, 'utf8')}\nimport './chat.entry.js';`,
      loader: 'ts',
    }));
  },
};

/** In the one place that says them; as a definition they would be everybody's, and so the chat's. */
const textsOfUploads = {
  name: 'texts-of-uploads',
  setup({ onLoad }) {
    onLoad({ filter: /[/\\]uploads[/\\]texts\.ts$/ }, ({ path }) => {
      const texts = JSON.stringify(textsOf('uploads', /\bt\(\s*'([^']+)'/g));
      const source = readFileSync(path, 'utf8').replace(/declare const UPLOAD_TEXTS.*/, '');
      return { contents: source.replace('UPLOAD_TEXTS', () => texts), loader: 'ts' };
    });
  },
};

/** One file, so that a page asks for no more than one; the next page has it already. */
async function buildStyles() {
  const { build: bundle } = await import('esbuild');
  await bundle({
    entryPoints: ['samovar.css', 'later.css', 'admin.css'].map((name) => join(root, 'public', 'css', name)),
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
