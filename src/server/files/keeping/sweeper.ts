/** Gone when gone: what no message has any more leaves the storage, and what nobody sent, too. */
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleDestroy,
} from '@nestjs/common';
import type { Storage } from '../../platform/storage/storage.js';
import { pollUnlessBusy } from '../../platform/work/poll.js';
import { ContentsRepository } from './contents.repository.js';
import { objectKey, partNames, STORAGE } from './kept-files.js';
import { Scratch } from './scratch.js';

/** Milliseconds. */
const sweepEvery = 2_000;
const unsentEvery = 600_000;
const leftEvery = 3_600_000;

/** After a start: not all nodes at once, and not while everybody comes back. */
const firstLook = () => 60_000 * (1 + Math.random());

/** Until there is nothing left that is gone, or somebody else is at what is left. */
export async function removeAllGone(repository: ContentsRepository, storage: Storage): Promise<void> {
  const work = {
    removeUpload: (id: number) => storage.removeUpload(String(id)),
    removeContent: (sha256: Buffer) => storage.remove(partNames.map((part) => objectKey(sha256, part))),
  };
  while (await repository.removeGone(work));
}

@Injectable()
export class Sweeper implements OnApplicationBootstrap, OnModuleDestroy, OnApplicationShutdown {
  private readonly logger = new Logger(Sweeper.name);
  private stops: (() => void)[] = [];

  constructor(
    private readonly repository: ContentsRepository,
    private readonly scratch: Scratch,
    @Inject(STORAGE) private readonly storage: Storage,
  ) {}

  /** A storage that cannot be used is told of at the start, and not when the first file is sent. */
  async onApplicationBootstrap(): Promise<void> {
    await this.storage.check();
    const later = (error: unknown) => this.logger.debug(`Files are removed later: ${String(error)}`);
    this.stops = [
      pollUnlessBusy(sweepEvery, () => this.sweep(), later),
      pollUnlessBusy(unsentEvery, () => this.letGo(), later, firstLook()),
      pollUnlessBusy(leftEvery, () => this.clear(), later, firstLook()),
    ];
  }

  onModuleDestroy(): void {
    for (const stop of this.stops) stop();
  }

  onApplicationShutdown(): Promise<void> {
    return this.storage.close();
  }

  private async letGo(): Promise<void> {
    await this.repository.letGoOfUnsent();
    await this.repository.letGoOfBroken();
  }

  /** What servers that were killed have left in folders. */
  private async clear(): Promise<void> {
    await this.scratch.clear();
    await this.storage.sweep();
  }

  /** Removes all that is gone by now. */
  private async sweep(): Promise<void> {
    if (await this.repository.hasGone()) await removeAllGone(this.repository, this.storage);
  }
}
