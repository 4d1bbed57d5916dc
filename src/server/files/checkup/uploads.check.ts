import type { Storage, StoredUpload } from '../../platform/storage/storage.js';
import { uploadAge } from '../../platform/storage/storage.js';
import { type Check, type Finding, inBatches, settledAfter } from './check.js';
import type { CheckupRepository } from './checkup.repository.js';
import { described } from './whose.js';

/** Uploads. */
const batchSize = 500;

/** What a server that runs removes by itself, within minutes. */
export class UnsentFiles implements Check {
  readonly title = 'Sent in no message for more than a day';

  constructor(
    private readonly repository: CheckupRepository,
    private readonly remove: (id: number) => Promise<void>,
  ) {}

  async *findings(): AsyncIterable<Finding> {
    for await (const files of this.repository.unsent())
      for (const file of files) yield { what: described(file), mend: () => this.remove(file.id) };
  }
}

/** Pieces of uploads that have ended, or are older than any may become. */
export class UploadsLeft implements Check {
  readonly title = 'Left of uploads';

  constructor(
    private readonly storage: Storage,
    private readonly repository: CheckupRepository,
  ) {}

  async *findings(): AsyncIterable<Finding> {
    for await (const batch of inBatches(this.settled(), batchSize)) {
      const numbers = batch.map(({ id }) => id).filter((id) => /^\d{1,16}$/.test(id));
      const underWay = await this.repository.underWay(numbers);
      for (const upload of batch) if (isLeft(upload, underWay)) yield this.finding(upload.id);
    }
  }

  private async *settled(): AsyncIterable<StoredUpload> {
    for await (const upload of this.storage.listUploads())
      if (Date.now() - upload.begunAt.getTime() > settledAfter) yield upload;
  }

  private finding(id: string): Finding {
    return { what: `upload ${id}`, mend: () => this.storage.removeUpload(id) };
  }
}

const isLeft = ({ id, begunAt }: StoredUpload, underWay: Set<string>): boolean =>
  !underWay.has(id) || Date.now() - begunAt.getTime() > uploadAge + settledAfter;

/** What a server that runs removes within seconds. */
export class GoneFiles implements Check {
  readonly title = 'Gone for more than an hour, and not removed yet';

  constructor(
    private readonly repository: CheckupRepository,
    private readonly removeGone: () => Promise<void>,
  ) {}

  async *findings(): AsyncIterable<Finding> {
    const count = await this.repository.notRemoved();
    if (count > 0) yield { what: `${count} of them`, mend: this.removeGone };
  }
}
