/** A place where files are looked at, with a folder for each. */
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Facts, PartName } from '../../../src/server/platform/media/facts.js';
import { type MediaLimits, mediaLimits } from '../../../src/server/platform/media/media-limits.js';
import { Media } from '../../../src/server/platform/media/media.js';

export class Desk {
  readonly media: Media;
  private readonly folder = mkdtempSync(join(tmpdir(), 'samovar-media-'));

  constructor(limits: Partial<MediaLimits> = {}) {
    this.media = new Media({ ...mediaLimits, ...limits });
  }

  put(bytes: Buffer | string, name = 'upload'): { path: string; folder: string } {
    const folder = join(this.folder, randomUUID());
    mkdirSync(folder);
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return { path, folder };
  }

  look(bytes: Buffer | string, name?: string): Promise<Facts> {
    const { path, folder } = this.put(bytes, name);
    return this.media.look(path, folder);
  }

  async close(): Promise<void> {
    await this.media.close();
    rmSync(this.folder, { recursive: true });
  }
}

export function partOf({ parts }: Facts, name: PartName): Buffer {
  const { path, bytes } = parts.find(({ part }) => part === name)!;
  const data = readFileSync(path);
  if (data.length !== bytes) throw new Error(`The part ${name} has ${data.length} bytes, not ${bytes}.`);
  return data;
}
