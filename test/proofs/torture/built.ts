import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../../../src/server/config/project-root.js';

/** A module of the built server, by its path below src/: the very classes that the server runs. */
export async function built<Module>(path: string): Promise<Module> {
  return (await import(pathToFileURL(join(projectRoot, 'dist', 'src', path)).href)) as Module;
}
