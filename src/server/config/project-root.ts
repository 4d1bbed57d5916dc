import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of package.json; the same whether this runs from src (tests) or from dist (the built server). */
export const projectRoot = findUp(import.meta.dirname);

function findUp(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  return findUp(dirname(folder));
}
