import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Findings, PartName } from '../facts.js';

/** Writes a part under its name. Errors of the disk are no fault of the file. */
export async function keep(
  folder: string,
  part: PartName,
  { data, type }: { data: Buffer; type: string },
): Promise<Findings['parts'][number]> {
  await writeFile(join(folder, part), data);
  return { part, type };
}
