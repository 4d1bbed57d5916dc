/** A room's files, as a list of their own. */
import { Injectable } from '@nestjs/common';
import {
  type FileCountsView,
  type FileFilter,
  fileFilters,
  type RoomFilesView,
  type RoomFilesWanted,
} from '../../../shared/files.js';
import { fileCursor, type FilePlace, placeAt } from '../../../shared/rules/file-cursor.js';
import { plainLine } from '../../../shared/rules/plain-text.js';
import { noSuchFile } from '../../files/no-such-file.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { pageOf } from '../../platform/postgres/page.js';
import { Inspection } from '../reading/inspection.service.js';
import { kindsOf, type RoomFileRow, RoomFilesRepository } from './room-files.repository.js';

@Injectable()
export class RoomFiles {
  constructor(
    private readonly repository: RoomFilesRepository,
    private readonly inspection: Inspection,
  ) {}

  /** A page of them, the newest first; `next` leads on to the side that is asked for. Throws `not_found` for the id of a file that is gone. */
  async list(reader: SignedInUser, roomId: number, wanted: RoomFilesWanted): Promise<RoomFilesView> {
    const allowed = await this.readerOf(reader, roomId);
    const isAfter = wanted.after !== undefined;
    const at = await this.placeAt(wanted.after ?? wanted.before, roomId);
    const rows = await this.repository.page(allowed, roomId, wanted, { at, isAfter });
    const { page, next } = pageOf(rows, wanted.limit);
    const files = page.map(roomFileView);
    return {
      files: isAfter ? files.reverse() : files,
      next: next === null ? null : fileCursor(page.at(-1)!),
    };
  }

  async counts(reader: SignedInUser, roomId: number): Promise<FileCountsView> {
    const rows = await this.repository.counts(await this.readerOf(reader, roomId), roomId);
    const sumOf = (kinds: string[]) =>
      rows.filter(({ kind }) => kinds.includes(kind)).reduce((sum, { count }) => sum + count, 0);
    const byFilter = fileFilters.map((filter) => [filter, sumOf(kindsOf(filter))]);
    return {
      all: rows.reduce((sum, { count }) => sum + count, 0),
      size: rows.reduce((sum, { size }) => sum + size, 0),
      ...(Object.fromEntries(byFilter) as Record<FileFilter, number>),
    };
  }

  private async placeAt(cursor: number | undefined, roomId: number): Promise<FilePlace | undefined> {
    if (cursor === undefined) return undefined;
    const at = placeAt(cursor) ?? (await this.repository.placeOf(cursor, roomId));
    if (!at) throw noSuchFile();
    return at;
  }

  private async readerOf(reader: SignedInUser, roomId: number) {
    const { inspects } = await this.inspection.enter(reader, roomId);
    return { id: reader.id, inspects };
  }
}

const roomFileView = ({ id, view, message_id, seq, author, posted_at, said }: RoomFileRow) => ({
  ...view,
  id,
  messageId: message_id,
  seq,
  author,
  createdAt: posted_at.toISOString(),
  ...(said?.text && { caption: plainLine(said.text, said.isFormatted) }),
});
