/**
 * Files on their way to the server, before the script is there that brings them: it is a file of its own, for which no page waits. It
 * is fetched when somebody attaches something, or where something is found that was attached before.
 */
import type { Carrier, UnsentFile } from '../core/carried-files.js';
import type { UnsentFiles } from '../messages/waiting-list.js';
import { later, sayWhyNot } from '../shell/later.js';
import type { UploadParts, Uploading, UploadsWanted } from './upload-parts.js';

export class LateUploads implements Carrier, UnsentFiles, UploadsWanted {
  private there: Uploading | undefined;
  private loading: Promise<Uploading> | undefined;
  private attempts = 0;

  constructor(
    private readonly myId: number,
    /** A file is there that a message may have waited for. */
    private readonly arrived: () => void,
  ) {}

  with(work: (parts: Uploading) => void, failed?: () => void): void {
    if (this.there) return work(this.there);
    this.soon().then(work, () => {
      failed?.();
      void sayWhyNot(address());
    });
  }

  soon(): Promise<Uploading> {
    this.loading ??= this.load().catch((error: unknown) => {
      this.loading = undefined;
      throw error;
    });
    return this.loading;
  }

  show: UnsentFiles['show'] = (bubble, unsent, actions, change) => {
    this.soon().then(
      ({ showFiles, uploads }) => change(() => showFiles(bubble, unsent, uploads, actions)),
      () => undefined,
    );
  };

  idsOf(files: readonly UnsentFile[]): number[] | undefined {
    if (files.length === 0) return [];
    if (this.there) return this.there.uploads.idsOf(files);
    // Once they are known the outbox is told.
    this.soon().then(
      ({ uploads }) => uploads.idsOf(files) && this.arrived(),
      () => undefined,
    );
    return undefined;
  }

  async bringAgain(files: readonly UnsentFile[]): Promise<boolean> {
    return (await this.soon()).uploads.bringAgain(files);
  }

  letGo(files: readonly UnsentFile[], isStored: boolean): void {
    this.soon().then(
      ({ uploads }) => uploads.letGo(files, isStored),
      () => undefined,
    );
  }

  /** Nothing is kept any more. */
  close(): void {
    this.there?.uploads.close();
  }

  private async load(): Promise<Uploading> {
    // A browser remembers of an address that it led to no module.
    const again = this.attempts++ === 0 ? '' : `?again=${this.attempts}`;
    // Its styles come with those of all that comes later, and what both need is there and not here.
    const { FileStore, lookHelpers, duration } = await later();
    const parts = (await import(address() + again)) as UploadParts;
    parts.writeAs({ fileSize: lookHelpers.fileSize, duration });
    const uploads = new parts.Uploads(this.myId, new FileStore(this.myId), this.arrived);
    return (this.there = { ...parts, uploads });
  }
}

const address = () => document.body.dataset.uploads!;
