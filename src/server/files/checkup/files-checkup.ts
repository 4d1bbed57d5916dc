/** All that may be wrong with files, one check after another. */
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type RunningConfig } from '../../config/config.js';
import type { Storage } from '../../platform/storage/storage.js';
import { ContentsRepository } from '../keeping/contents.repository.js';
import { STORAGE } from '../keeping/kept-files.js';
import { removeAllGone } from '../keeping/sweeper.js';
import { WantedRepository } from '../moving/wanted.repository.js';
import type { Check } from './check.js';
import { CheckupRepository } from './checkup.repository.js';
import { LostContents, UnusedContents } from './contents.check.js';
import { UnwantedObjects } from './objects.check.js';
import { ScratchLeft } from './scratch.check.js';
import { GoneFiles, UnsentFiles, UploadsLeft } from './uploads.check.js';

@Injectable()
export class FilesCheckup {
  constructor(
    @Inject(STORAGE) private readonly storage: Storage,
    private readonly contents: ContentsRepository,
    private readonly repository: CheckupRepository,
    private readonly wanted: WantedRepository,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  /** A StartError where the storage cannot be asked. */
  async checks(): Promise<Check[]> {
    await this.storage.check();
    const { storage, repository, wanted } = this;
    return [
      new LostContents(storage, repository, wanted),
      new GoneFiles(repository, () => this.removeGone()),
      new UnsentFiles(repository, (id) => this.removeUnsent(id)),
      new UnusedContents(storage, repository),
      new UnwantedObjects(storage, repository, wanted),
      new UploadsLeft(storage, repository),
      new ScratchLeft(this.config.DATA_DIR),
    ];
  }

  /** A file, and what nobody has any more without it. */
  async remove(id: number): Promise<void> {
    await this.repository.letGo(id);
    await this.removeGone();
  }

  private async removeUnsent(id: number): Promise<void> {
    await this.repository.letGoUnsent(id);
    await this.removeGone();
  }

  private removeGone(): Promise<void> {
    return removeAllGone(this.contents, this.storage);
  }
}
