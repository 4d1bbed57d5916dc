/** Bytes that become the content of a file: named by their hash, looked at unless they are known, and kept. */
import { Inject, Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { Facts } from '../../platform/media/facts.js';
import { Media } from '../../platform/media/media.js';
import type { Storage } from '../../platform/storage/storage.js';
import { withExtension } from '../../../shared/rules/file-names.js';
import type { ContentFacts, Parts } from '../content.entity.js';
import { type Arriving, ContentsRepository, type KnownContent } from './contents.repository.js';
import { objectKey, type PartName, partNames, STORAGE } from './kept-files.js';

@Injectable()
export class Contents {
  constructor(
    @Inject(STORAGE) private readonly storage: Storage,
    private readonly repository: ContentsRepository,
    private readonly media: Media,
  ) {}

  /**
   * Makes a file, which is being looked at, ready: `sent` are its bytes, in a folder that is the caller's and takes what is made of
   * them. Throws NotTaken. Where the file was given up meanwhile, nothing comes of it.
   */
  async keep(file: Arriving, sent: string, folder: string): Promise<void> {
    const sha256 = await digestOf(sent);
    await this.repository.mark(file.id, sha256);
    const content = (await this.known(sha256)) ?? (await this.look(file, sha256, sent, folder));
    const kept = Object.values(content.parts).reduce((sum, { bytes }) => sum + bytes, 0);
    const { facts } = content;
    const kind = file.is_voice && facts.kind === 'sound' ? 'voice' : facts.kind;
    const name = withExtension(file.name, facts.type);
    await this.repository.keep(
      file.id,
      { ...content, sha256, size: file.size, kept },
      { kind, name, view: { ...facts, kind } },
    );
  }

  /** What was found out when the same bytes came before, where all of its objects are still there. */
  private async known(sha256: Buffer): Promise<KnownContent | null> {
    const known = await this.repository.find(sha256);
    if (!known) return null;
    const parts = partNames.filter((part) => known.parts[part]);
    const there = await Promise.all(parts.map((part) => this.storage.has(objectKey(sha256, part))));
    return there.every(Boolean) ? known : null;
  }

  private async look(file: Arriving, sha256: Buffer, sent: string, folder: string): Promise<KnownContent> {
    const found = await this.media.look(sent, folder, String(file.uploader_id));
    const made = found.parts.some(({ part }) => part === 'full')
      ? found.parts
      : [...found.parts, { part: 'full' as const, path: sent, type: found.type, bytes: file.size }];
    const parts: Parts = {};
    for (const { part, path, type, bytes } of made) {
      await this.storage.keep(objectKey(sha256, part as PartName), path, type);
      parts[part as PartName] = { type, bytes };
    }
    return { facts: factsOf(found, parts), parts };
  }
}

function factsOf(found: Facts, parts: Parts): ContentFacts {
  const facts: ContentFacts & { parts?: unknown } = { ...found, size: parts.full!.bytes };
  delete facts.parts;
  if (parts.thumb) facts.hasThumb = true;
  return facts;
}

/** Others are answered between two chunks: one takes a fifth of a millisecond. */
async function digestOf(path: string): Promise<Buffer> {
  const hash = createHash('sha256');
  const chunk = Buffer.allocUnsafe(256 * 1024);
  const file = await open(path);
  try {
    for (let bytes = chunk.length; bytes > 0;) {
      ({ bytesRead: bytes } = await file.read(chunk));
      hash.update(chunk.subarray(0, bytes));
    }
  } finally {
    await file.close();
  }
  return hash.digest();
}
