/** What emoji of Unicode are called: an own one by the same name would never be reached. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../config/project-root.js';

let names: Promise<ReadonlySet<string>> | undefined;

export async function isStandardName(name: string): Promise<boolean> {
  names ??= read();
  names.catch(() => (names = undefined));
  return (await names).has(name);
}

/** The short name is the fourth column of the list; see its README. */
async function read(): Promise<ReadonlySet<string>> {
  const list = await readFile(join(projectRoot, 'views', 'emoji', 'en.tsv'), 'utf8');
  return new Set(list.split('\n').map((line) => line.split('\t')[3] ?? ''));
}
