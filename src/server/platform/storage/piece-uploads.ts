/** What uploads in pieces have in common, wherever their pieces are. */
import { DataStore } from '@tus/server';
import { type StoredUpload, uploadAge } from './storage.js';

export abstract class PieceUploads extends DataStore {
  constructor() {
    super();
    this.extensions = ['creation', 'creation-with-upload', 'expiration'];
  }

  /**
   * Removes all of it; a missing one is no error. Also before one begins: where a database came back from a backup its ids come
   * again, and what was sent under them since lies there.
   */
  abstract forget(id: string): Promise<void>;

  abstract list(): AsyncIterable<StoredUpload>;

  async forgetOld(): Promise<void> {
    for await (const { id, begunAt } of this.list())
      if (Date.now() - begunAt.getTime() >= uploadAge) await this.forget(id);
  }

  override getExpiration(): number {
    return uploadAge;
  }
}
