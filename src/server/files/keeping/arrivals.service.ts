/** What becomes of an upload once all of it has come: it is looked at, and kept. Begun again where a server ended in between. */
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleDestroy,
} from '@nestjs/common';
import { join } from 'node:path';
import { NotTaken } from '../../platform/media/not-taken.js';
import type { Storage } from '../../platform/storage/storage.js';
import { pollUnlessBusy } from '../../platform/work/poll.js';
import { Turns } from '../../platform/work/turns.js';
import { type Arriving, ContentsRepository } from './contents.repository.js';
import { Contents } from './contents.service.js';
import { STORAGE } from './kept-files.js';
import { Scratch } from './scratch.js';

/** Files looked at on one node at once; the others wait in their table. */
const atOnce = 3;

/** Milliseconds between two looks for what another node, or an earlier start, has left. */
const lookEvery = 5_000;

@Injectable()
export class Arrivals implements OnApplicationBootstrap, OnModuleDestroy, OnApplicationShutdown {
  private readonly logger = new Logger(Arrivals.name);
  private readonly underWay = new Map<number, Promise<void>>();
  private readonly turns = new Turns();
  private stopLooking = () => {};
  private isEnding = false;

  constructor(
    @Inject(STORAGE) private readonly storage: Storage,
    private readonly repository: ContentsRepository,
    private readonly contents: Contents,
    private readonly scratch: Scratch,
  ) {}

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

  /** Before what looks at files ends: what is claimed from then on would fail at once. */
  onModuleDestroy(): void {
    this.isEnding = true;
    this.stopLooking();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.allSettled(this.underWay.values());
  }

  /** All of it has come. */
  begin(id: number): void {
    void this.claim(id).catch((error: unknown) =>
      this.logger.warn(`An upload is looked at later: ${String(error)}`),
    );
  }

  /** One after the other: each sees what the one before has begun. */
  private claim(id: number | null): Promise<void> {
    return this.turns.take('claim', () => this.claimInTurn(id));
  }

  private async claimInTurn(id: number | null): Promise<void> {
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
    const upload = String(file.id);
    try {
      await this.keepOrRefuse(file, upload);
      await this.storage.removeUpload(upload);
    } catch (error) {
      // Where it was given up meanwhile, what came of it is gone. Otherwise it stays where it is and is looked at again.
      const isWanted = !this.isEnding && (await this.repository.isWanted(file.id).catch(() => true));
      if (isWanted) this.logger.error(`The upload ${upload} could not be kept: ${String(error)}`);
    }
  }

  private async keepOrRefuse(file: Arriving, upload: string): Promise<void> {
    try {
      await this.scratch.within(async (folder) => {
        const path = join(folder, 'sent');
        const sha256 = await this.storage.takeUpload(upload, path);
        await this.contents.keep(file, { path, sha256 }, folder);
      });
    } catch (error) {
      if (!(error instanceof NotTaken)) throw error;
      await this.repository.refuse(file.id, error.sentence);
    }
  }
}
