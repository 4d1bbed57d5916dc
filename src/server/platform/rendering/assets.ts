import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root.js';

const addresses = new Map<string, string>();

/** The address of a file in public/ with the hash of its content, so that browsers may keep it for ever. */
export function assetAddress(path: string): string {
  const known = addresses.get(path);
  if (known) return known;
  const file = join(projectRoot, 'public', path);
  // Scripts that were never built: the pages work without them.
  if (!existsSync(file)) return path;
  const hash = createHash('sha256').update(readFileSync(file)).digest('base64url').slice(0, 12);
  const address = `${path}?v=${hash}`;
  addresses.set(path, address);
  return address;
}
