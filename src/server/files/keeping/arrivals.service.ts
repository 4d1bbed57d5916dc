/** What becomes of an upload once all of it has come: it is looked at, and kept. Begun again where a server ended in between. */
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CONFIG, type RunningConfig } from '../../config/config.js';
import type { Facts } from '../../platform/media/facts.js';
import { Media } from '../../platform/media/media.js';
import { NotTaken } from '../../platform/media/not-taken.js';
import type { Storage } from '../../platform/storage/storage.js';
import { pollUnlessBusy } from '../../platform/work/poll.js';
import { withExtension } from '../../../shared/rules/file-names.js';
import type { ContentFacts, Parts } from '../content.entity.js';
import { type Arriving, ContentsRepository, type KnownContent } from './contents.repository.js';
import { objectKey, type PartName, partNames, STORAGE } from './kept-files.js';

/** Files looked at on one node at once; the others wait in their table. */
const atOnce = 3;

/** Milliseconds between two looks for what another node, or an earlier start, has left. */
const lookEvery = 10_000;

@Injectable()
export class Arrivals implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(Arrivals.name);
  private readonly underWay = new Map<number, Promise<void>>();
  private readonly scratch: string;
  private stopLooking = () => {};
  private isEnding = false;

  constructor(
    @Inject(CONFIG) config: RunningConfig,
    @Inject(STORAGE) private readonly storage: Storage,
    private readonly repository: ContentsRepository,
    private readonly media: Media,
  ) {
    this.scratch = join(resolve(config.DATA_DIR), 'scratch');
  }

  onApplicationBootstrap(): void {
    this.stopLooking = pollUnlessBusy(
      lookEvery,
      async () => {
        if (this.underWay.size > 0) await this.repository.stillLooking([...this.underWay.keys()]);
        await this.claim(null);
      },
      (error) => this.logger.debug(`Uploads could not be looked for: ${String(error)}`),
    );
  }

  async onApplicationShutdown(): Promise<void> {
    this.isEnding = true;
    this.stopLooking();
    await Promise.allSettled(this.underWay.values());
  }

  /** All of it has come. */
  begin(id: number): void {
    void this.claim(id).catch((error: unknown) =>
      this.logger.warn(`An upload is looked at later: ${String(error)}`),
    );
  }

  private async claim(id: number | null): Promise<void> {
    const free = atOnce - this.underWay.size;
    if (free <= 0 || this.isEnding) return;
    for (const file of await this.repository.claim(id, id === null ? free : 1)) {
      const work = this.receive(file).finally(() => {
        this.underWay.delete(file.id);
        if (!this.isEnding) void this.claim(null).catch(() => undefined);
      });
      this.underWay.set(file.id, work);
    }
  }

  private async receive(file: Arriving): Promise<void> {
    try {
      await mkdir(this.scratch, { recursive: true, mode: 0o700 });
      const folder = await mkdtemp(join(this.scratch, `${file.id}-`));
      try {
        await this.keep(file, folder);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
      await this.storage.removeUpload(String(file.id));
    } catch (error) {
      if (error instanceof NotTaken) return this.repository.refuse(file.id, error.sentence);
      // It stays where it is and is looked at again.
      if (!this.isEnding) this.logger.error(`The upload ${file.id} could not be kept: ${String(error)}`);
    }
  }

  private async keep(file: Arriving, folder: string): Promise<void> {
    const sent = join(folder, 'sent');
    await this.storage.takeUpload(String(file.id), sent);
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

async function digestOf(path: string): Promise<Buffer> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash);
  return hash.digest();
}
