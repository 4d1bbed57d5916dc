/**
 * The browsers of a worker: each is started by the first file of tests that wants it, and stays for those that come after. What a
 * file did in one ends with its contexts (browser.ts).
 */
import childProcess from 'node:child_process';
import process from 'node:process';

/** By the path of the program. */
const browsers = new Map();
const { spawn } = childProcess;

/** Starts a Chromium as `chromium.launch` does, unless it runs already; the options of the first count. */
export async function chromium(options) {
  const known = await browsers.get(options.executablePath)?.catch(() => undefined);
  if (known?.isConnected()) return known;
  const launching = launch(options);
  browsers.set(options.executablePath, launching);
  return launching;
}

async function launch(options) {
  const playwright = await import('playwright-core');
  childProcess.spawn = spawnAside;
  try {
    return await playwright.chromium.launch(options);
  } finally {
    childProcess.spawn = spawn;
  }
}

/** A worker that is done with its tests ends, and the browser with it, instead of being waited for. */
function spawnAside(...given) {
  const child = spawn(...given);
  child.unref();
  for (const stream of child.stdio) stream?.unref?.();
  return child;
}

// Whoever ends a worker by a signal has it end as usual: what Playwright began goes with the process.
process.once('SIGTERM', () => process.exit(143));
