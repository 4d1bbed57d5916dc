/** Looking for messages as an administrator: by author, room and text, in every room that is not direct. */
import { Injectable } from '@nestjs/common';
import type { FoundMessageView } from '../../../shared/messages.js';
import { allowsAdministration, type SignedInUser } from '../../platform/access/signed-in-user.js';
import { administratorsOnly } from '../../platform/errors/administrators-only.js';
import { pageOf } from '../../platform/postgres/page.js';
import { InspectionNotes } from '../../rooms/inspection-notes.js';
import { messageView } from '../message.row.js';
import { type FoundRow, type MessageFilter, MessageSearchRepository } from './message-search.repository.js';

@Injectable()
export class MessageSearch {
  constructor(
    private readonly repository: MessageSearchRepository,
    private readonly notes: InspectionNotes,
  ) {}

  /**
   * The newest first, at most `limit`; tombstones where no text is asked for. `next`, passed on as `before`, goes on
   * further back, and may be there although the page is not full: what was looked through had no more. Texts of a private
   * room that is not theirs stand in the audit log as its opening.
   */
  async find(
    administrator: SignedInUser,
    { before, limit, ...filter }: MessageFilter & { before?: number; limit: number },
  ): Promise<{ messages: FoundMessageView[]; next: number | null }> {
    const administers = await this.repository.administers(administrator.id);
    if (!administers || !allowsAdministration(administrator)) throw administratorsOnly();
    const until = before ?? Number.MAX_SAFE_INTEGER;
    const rows = await this.repository.find(administrator.id, filter, until, limit + 1);
    const { page, next } = pageOf(rows, limit);
    await this.note(administrator, page);
    const messages = page.map((row) => ({ ...messageView(row), roomName: row.room_name }));
    return { messages, next: next ?? (await this.repository.end(until)) };
  }

  private async note(administrator: SignedInUser, rows: FoundRow[]): Promise<void> {
    const opened = new Map(rows.filter((row) => row.foreign).map((row) => [row.room_id, row.room_name]));
    for (const [id, name] of opened) await this.notes.note(administrator, { id, name });
  }
}
