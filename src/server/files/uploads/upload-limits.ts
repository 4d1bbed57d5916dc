/** How much may be sent: each refusal names the number. */
import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '../../platform/errors/app-error.js';
import type { Storage } from '../../platform/storage/storage.js';
import { SettingsService } from '../../settings/settings.service.js';
import { STORAGE } from '../keeping/kept-files.js';
import { type Promised, UploadsRepository } from './uploads.repository.js';

const megabyte = 1_000_000;

/**
 * Bytes that stay free on the disk of the files, where PostgreSQL's are as a rule, too: ten times what it needs to go on, so that
 * uploads are refused long before messages.
 */
export const leftFree = 500 * megabyte;

/** Of one person, that no message carries yet: more than ten messages full. */
const mostUnsent = 100;

/** Milliseconds for which the sum over all contents stands, but for what begins here meanwhile. */
const sumStands = 10_000;

@Injectable()
export class UploadLimits {
  private sum: { bytes: number; at: number } | undefined;

  constructor(
    private readonly repository: UploadsRepository,
    private readonly settings: SettingsService,
    @Inject(STORAGE) private readonly storage: Storage,
  ) {}

  /** Bytes that one file may have. */
  get largest(): number {
    return this.settings.current.file_mb * megabyte;
  }

  /** Throws `too_large` for what is too large by itself. */
  requireFits(size: number): void {
    if (size > this.largest)
      throw new AppError('too_large', 'This file is too large: at most {{maximum}} MB.', {
        maximum: this.settings.current.file_mb,
      });
  }

  /** Throws `too_large` for what is too large by itself or with the others, `unavailable` where the disk is nearly full. */
  async require(uploaderId: number, size: number): Promise<void> {
    this.requireFits(size);
    await this.requireSpace(uploaderId, size);
    if (this.sum) this.sum.bytes += size;
  }

  /** The same of what is no single file, and is asked about again when it has come. */
  async requireSpace(uploaderId: number, size: number): Promise<void> {
    const { person_files_mb, server_files_mb } = this.settings.current;
    const { person, unsent } = await this.repository.usage(uploaderId);
    if (unsent >= mostUnsent)
      throw new AppError(
        'rate_limited',
        '{{maximum}} of your files wait to be sent. Send or remove some of them first.',
        { maximum: mostUnsent },
      );
    if (person + size > person_files_mb * megabyte)
      throw new AppError(
        'too_large',
        'All your files together may have {{maximum}} MB. Delete messages with large ones first.',
        { maximum: person_files_mb },
      );
    if (server_files_mb > 0 && (await this.kept()) + size > server_files_mb * megabyte)
      throw new AppError(
        'too_large',
        'All files of this server together may have {{maximum}} MB. Ask an administrator for more.',
        { maximum: server_files_mb },
      );
    await this.requireRoom(2 * size, Number.MAX_SAFE_INTEGER);
  }

  /** For what comes next of an upload: the disk may have become fuller by other things, and what was begun before it goes first. */
  requireRoomFor({ id, size }: Promised): Promise<void> {
    return this.requireRoom(size, id);
  }

  /**
   * For so many bytes beside what has not come yet of uploads up to `last`. Each upload is on the disk twice for a moment, when its
   * pieces are put together.
   */
  private async requireRoom(bytes: number, last: number): Promise<void> {
    const free = await this.storage.free();
    if (free === null) return;
    const left = free - leftFree - bytes;
    const promised = await this.repository.arriving(last);
    const most = promised.reduce((sum, { size }) => sum + size, 0);
    if (left >= most || (left >= 0 && left >= (await this.toCome(promised)))) return;
    throw new AppError(
      'unavailable',
      'The disk of the server is nearly full: it takes no files until there is room again.',
    );
  }

  /** In bytes: asked of the disk itself, where that matters only. */
  private async toCome(promised: Promised[]): Promise<number> {
    let bytes = 0;
    for (const { id, size } of promised) {
      const upload = await this.storage.uploads.getUpload(String(id)).catch(() => undefined);
      bytes += size - (upload?.offset ?? 0);
    }
    return bytes;
  }

  private async kept(): Promise<number> {
    const now = performance.now();
    if (!this.sum || now - this.sum.at > sumStands)
      this.sum = { bytes: await this.repository.kept(), at: now };
    return this.sum.bytes;
  }
}
