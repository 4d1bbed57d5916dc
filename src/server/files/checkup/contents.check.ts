import type { Storage } from '../../platform/storage/storage.js';
import { objectKey, partNames } from '../keeping/kept-files.js';
import type { WantedRepository } from '../moving/wanted.repository.js';
import { type Check, type Finding, inBatches, pageByPage } from './check.js';
import type { CheckupRepository, ContentRow, FileRow } from './checkup.repository.js';
import { described } from './whose.js';

/** Contents looked at at once: each asks a bucket for some answers. */
const atOnce = 16;

/** What people have, and the storage has not, or not whole. It cannot be brought back: they can be told. */
export class LostContents implements Check {
  readonly title = 'Lost';

  constructor(
    private readonly storage: Storage,
    private readonly repository: CheckupRepository,
    private readonly wanted: WantedRepository,
  ) {}

  async *findings(): AsyncIterable<Finding> {
    const contents = pageByPage<ContentRow>((last) => this.repository.contentsAfter(last));
    for await (const batch of inBatches(contents, atOnce)) {
      const lost = await Promise.all(batch.map((content) => this.lostParts(content)));
      for (const [index, { sha256 }] of batch.entries()) {
        if (lost[index]!.length === 0) continue;
        for await (const file of pageByPage<FileRow>((last) => this.repository.holdersAfter(sha256, last)))
          yield { what: `${described(file)}: ${lost[index]!.join(', ')}` };
      }
    }
    for await (const files of this.repository.withoutContent())
      for (const file of files) yield { what: `${described(file)}: nothing is known of its content` };
  }

  private async lostParts({ sha256, parts }: ContentRow): Promise<string[]> {
    const lost: string[] = [];
    for (const part of partNames.filter((name) => parts[name])) {
      const [key, { bytes }] = [objectKey(sha256, part), parts[part]!];
      if ((await this.storage.sizeOf(key)) === bytes) continue;
      // It may have been removed just now: whoever removes it has a lock for as long.
      if (await this.wanted.unlessWanted(key, () => Promise.resolve())) return [];
      const size = await this.storage.sizeOf(key);
      if (size === null) lost.push(`${key} is missing`);
      else if (size !== bytes) lost.push(`${key} has ${size} bytes of ${bytes}`);
    }
    return lost;
  }
}

/** What was found out about bytes that no file has any more. */
export class UnusedContents implements Check {
  readonly title = 'Known, and nobody has it';

  constructor(
    private readonly storage: Storage,
    private readonly repository: CheckupRepository,
  ) {}

  async *findings(): AsyncIterable<Finding> {
    for await (const sha256 of this.repository.unused())
      yield { what: sha256.toString('hex'), mend: () => this.remove(sha256) };
  }

  private remove(sha256: Buffer): Promise<void> {
    const keys = partNames.map((part) => objectKey(sha256, part));
    return this.repository.removeUnused(sha256, (signal) => this.storage.remove(keys, signal));
  }
}
