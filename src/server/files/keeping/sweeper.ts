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

/** Milliseconds for which a file that could not be removed is left alone, and others are removed; also from one warning to the next. */
const restFor = 300_000;

class NotRemoved extends Error {
  constructor(
    readonly id: number,
    cause: unknown,
  ) {
    super(`The file ${id}, which is gone, could not be removed: ${String(cause)}`, { cause });
  }
}

/**
 * Until there is nothing left that is gone but `resting`, or somebody else is at what is left. Throws a NotRemoved at the first that
 * cannot be removed.
 */
export async function removeAllGone(
  repository: ContentsRepository,
  storage: Storage,
  resting: number[] = [],
): Promise<void> {
  const passed = [...resting];
  for (;;) {
    const id = await repository.nextGone(passed);
    if (id === null) return;
    if (!(await removeOne(id, repository, storage))) passed.push(id);
  }
}

/** False where somebody else is at it. What came of the upload goes first, which may take long: nobody can want it. */
async function removeOne(id: number, repository: ContentsRepository, storage: Storage): Promise<boolean> {
  try {
    await storage.removeUpload(String(id));
    return await repository.removeGone(id, (sha256, signal) =>
      storage.remove(
        partNames.map((part) => objectKey(sha256, part)),
        signal,
      ),
    );
  } catch (error) {
    throw new NotRemoved(id, error);
  }
}

@Injectable()
export class Sweeper implements OnApplicationBootstrap, OnModuleDestroy, OnApplicationShutdown {
  private readonly logger = new Logger(Sweeper.name);
  private stops: (() => void)[] = [];
  /** Of what could not be removed, until when it is left alone. */
  private readonly resting = new Map<number, number>();
  private nextWarning = 0;

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

  /** Removes all that is gone by now. One object that stays must not keep all others. */
  private async sweep(): Promise<void> {
    const now = performance.now();
    for (const [id, until] of this.resting) if (until < now) this.resting.delete(id);
    try {
      await removeAllGone(this.repository, this.storage, [...this.resting.keys()]);
    } catch (error) {
      if (!(error instanceof NotRemoved)) throw error;
      this.resting.set(error.id, now + restFor);
      this.tell(error.message, now);
    }
  }

  /** While a storage is away, each file that is gone fails: one stands for all. */
  private tell(message: string, now: number): void {
    if (now < this.nextWarning) return this.logger.debug(message);
    this.nextWarning = now + restFor;
    this.logger.warn(message);
  }
}
