import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { projectRoot } from '../../config/project-root.js';

const addresses = new Map<string, string>();

/** A drawing in public/ as an address that holds it: one request less for each first visit. */
export function drawingAddress(path: string): string {
  const source = readFileSync(join(projectRoot, 'public', path), 'utf8')
    .trim()
    .replaceAll('"', "'");
  return `data:image/svg+xml,${source.replace(/[#%&<=>']/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)}`;
}

/** In the name of a file: the hash of its content, as esbuild writes it. */
const hash = /-[A-Z0-9]{8}$/;

/**
 * The address of a file in public/ with the hash of its content, so that browsers may keep it for ever: behind it, or in its name
 * where files import each other.
 */
export function assetAddress(path: string): string {
  const known = addresses.get(path);
  if (known) return known;
  const address = versioned(path) ?? named(path);
  // Scripts that were never built: the pages work without them.
  if (!address) return path;
  addresses.set(path, address);
  return address;
}

function versioned(path: string): string | undefined {
  const file = join(projectRoot, 'public', path);
  if (!existsSync(file)) return undefined;
  const version = createHash('sha256').update(readFileSync(file)).digest('base64url').slice(0, 12);
  return `${path}?v=${version}`;
}

function named(path: string): string | undefined {
  const folder = join(projectRoot, 'public', dirname(path));
  const extension = extname(path);
  const isThis = (name: string) => {
    const bare = basename(name, extension);
    return (
      extname(name) === extension && hash.test(bare) && bare.replace(hash, '') === basename(path, extension)
    );
  };
  const name = existsSync(folder) && readdirSync(folder).find(isThis);
  return name ? `${dirname(path)}/${name}` : undefined;
}
