/** What uploads in pieces have in common, wherever their pieces are. */
import { DataStore, type Upload } from '@tus/server';
import { type StoredUpload, uploadAge } from './storage.js';

export abstract class PieceUploads extends DataStore {
  constructor() {
    super();
    this.extensions = ['creation', 'creation-with-upload', 'termination', 'expiration'];
  }

  /** Removes all of it; a missing one is no error. */
  abstract forget(id: string): Promise<void>;

  abstract list(): AsyncIterable<StoredUpload>;

  /** What it says of itself. Throws where there is none. */
  protected abstract info(id: string): Promise<Upload>;

  override async remove(id: string): Promise<void> {
    await this.info(id);
    await this.forget(id);
  }

  override async deleteExpired(): Promise<number> {
    let removed = 0;
    for await (const { id, begunAt } of this.list()) {
      if (Date.now() - begunAt.getTime() < uploadAge) continue;
      await this.forget(id);
      removed++;
    }
    return removed;
  }

  override getExpiration(): number {
    return uploadAge;
  }
}
