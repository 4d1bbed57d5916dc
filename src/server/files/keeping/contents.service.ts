/** Keeps bytes as a content, once for the same ones: whatever they are of, an upload or a picture that a page shows. */
import { Inject, Injectable } from '@nestjs/common';
import { stat } from 'node:fs/promises';
import type { FileKind } from '../../../shared/files.js';
import type { Facts } from '../../platform/media/facts.js';
import { Media } from '../../platform/media/media.js';
import type { Storage } from '../../platform/storage/storage.js';
import { withExtension } from '../../../shared/rules/file-names.js';
import type { ContentFacts, Parts } from '../content.entity.js';
import { type Arriving, ContentsRepository, type KnownContent } from './contents.repository.js';
import { objectKey, partNames, STORAGE } from './kept-files.js';

/** Bytes in a file here. */
export interface SentBytes {
  path: string;
  sha256: Buffer;
}

export interface KeptContent extends KnownContent {
  sha256: Buffer;
  /** Bytes that came. */
  size: number;
}

@Injectable()
export class Contents {
  constructor(
    @Inject(STORAGE) private readonly storage: Storage,
    private readonly repository: ContentsRepository,
    private readonly media: Media,
  ) {}

  /**
   * Makes an upload, which is being looked at, ready: `sent` are its bytes, in a folder that is the caller's and takes what is made
   * of them. Throws NotTaken. Where the file was given up meanwhile, nothing comes of it.
   */
  async keep(file: Arriving, sent: SentBytes, folder: string): Promise<void> {
    const look = () => this.media.look(sent.path, folder, String(file.uploader_id));
    const content = await this.take(file.id, sent, look);
    const { kind, type } = content.facts;
    await this.ready(file.id, content, {
      kind: file.is_voice && kind === 'sound' ? 'voice' : kind,
      name: withExtension(file.name, type),
    });
  }

  /**
   * These become the bytes of a file, which from now on keeps them from being removed; they are looked at only where nobody has had
   * them before. The file is ready with `ready`.
   */
  async take(fileId: number, { path, sha256 }: SentBytes, look: () => Promise<Facts>): Promise<KeptContent> {
    const { size } = await stat(path);
    await this.repository.mark(fileId, sha256);
    const content = (await this.known(sha256)) ?? (await this.store(sha256, path, size, await look()));
    return { ...content, sha256, size };
  }

  /** The file becomes one with a content that is here already. Null where it is not any more. */
  async again(fileId: number, sha256: Buffer): Promise<KeptContent | null> {
    await this.repository.mark(fileId, sha256);
    const known = await this.known(sha256);
    return known && { ...known, sha256, size: known.facts.size };
  }

  /** The file is there, under this name. Where it was given up meanwhile, nothing comes of it. */
  ready(
    fileId: number,
    content: KeptContent,
    { kind, name }: { kind: FileKind; name: string },
  ): Promise<void> {
    const kept = Object.values(content.parts).reduce((sum, { bytes }) => sum + bytes, 0);
    return this.repository.keep(
      fileId,
      { ...content, kept },
      { kind, name, view: { ...content.facts, kind } },
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

  private async store(sha256: Buffer, path: string, size: number, found: Facts): Promise<KnownContent> {
    const made = found.parts.some(({ part }) => part === 'full')
      ? found.parts
      : [...found.parts, { part: 'full' as const, path, type: found.type, bytes: size }];
    const parts: Parts = {};
    for (const { part, path, type, bytes } of made) {
      await this.storage.keep(objectKey(sha256, part), path, type);
      parts[part] = { type, bytes };
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
