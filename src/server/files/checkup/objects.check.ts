import type { Storage, StoredObject } from '../../platform/storage/storage.js';
import type { WantedRepository } from '../moving/wanted.repository.js';
import { type Check, type Finding, inBatches, settledAfter } from './check.js';
import type { CheckupRepository } from './checkup.repository.js';

/** Objects. */
const batchSize = 500;

/** What lies in the storage and is nobody's. */
export class UnwantedObjects implements Check {
  readonly title = 'Kept, and nobody has it';

  constructor(
    private readonly storage: Storage,
    private readonly repository: CheckupRepository,
    private readonly wanted: WantedRepository,
  ) {}

  async *findings(): AsyncIterable<Finding> {
    for await (const batch of inBatches(this.settled(), batchSize)) {
      const unwanted = new Set(await this.repository.unwanted(batch.map(({ key }) => key)));
      for (const { key, size } of batch) if (unwanted.has(key)) yield this.finding(key, size);
    }
  }

  private async *settled(): AsyncIterable<StoredObject> {
    for await (const object of this.storage.list())
      if (Date.now() - object.changedAt.getTime() > settledAfter) yield object;
  }

  private finding(key: string, size: number): Finding {
    return {
      what: `${key} (${size} bytes)`,
      mend: async () =>
        void (await this.wanted.unlessWanted(key, (signal) => this.storage.remove([key], signal))),
    };
  }
}
