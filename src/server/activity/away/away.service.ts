/** What somebody missed while they were away for long: where something came, and what was changed that they had read. */
import { Injectable } from '@nestjs/common';
import type { AwayView } from '../../../shared/away.js';
import { plainLine } from '../../../shared/rules/plain-text.js';
import { ActivityService } from '../activity.service.js';
import { type ChangedRow, MeanwhileRepository } from '../../messages/reading/meanwhile.repository.js';
import { IgnoringService } from '../../people/ignoring.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { Absences } from '../../presence/absences.service.js';
import { Lobby } from '../../rooms/lobby.js';
import type { Standing } from '../../rooms/standing.row.js';

/** Rooms, and changes, that are told. */
const most = 50;

@Injectable()
export class AwayService {
  constructor(
    private readonly activity: ActivityService,
    private readonly absences: Absences,
    private readonly lobby: Lobby,
    private readonly meanwhile: MeanwhileRepository,
    private readonly ignoring: IgnoringService,
  ) {}

  /** Null for whoever was not away for long, missed nothing, or knows. `own`: their rooms, where they were just read. */
  async read(reader: SignedInUser, own?: Standing[]): Promise<AwayView | null> {
    const since = await this.absences.since(reader.id);
    if (!since) return null;
    const ignored = new Set(await this.ignoring.ids(reader));
    const all = own ?? (await this.lobby.standings(reader));
    const standings = all.filter(({ peer }) => !peer || !ignored.has(peer.id));
    const [rooms, changes] = await Promise.all([
      this.unread(reader, since.toISOString(), standings),
      this.changed(reader, since, standings),
    ]);
    const changed = changes.filter(({ message }) => !ignored.has(message.author.id));
    return rooms.length + changed.length > 0 ? { since: since.toISOString(), rooms, changed } : null;
  }

  dismiss(reader: SignedInUser): Promise<void> {
    return this.absences.dismiss(reader.id);
  }

  private async unread(
    reader: SignedInUser,
    since: string,
    standings: Standing[],
  ): Promise<AwayView['rooms']> {
    const told = standings
      .filter((each) => each.unread > 0 && (each.lastMessageAt ?? '') >= since && isToldOf(each))
      .sort((a, b) => b.unread - a.unread)
      .slice(0, most);
    if (told.length === 0) return [];
    const marks = told.map(({ room, lastReadSeq }) => ({ roomId: room.id, lastReadSeq }));
    const [rows, mentions] = await Promise.all([
      this.meanwhile.firstUnread(reader.id, marks),
      this.activity.unreadByRoom(reader.id),
    ]);
    const firsts = new Map(rows.map(({ room_id, seq }) => [room_id, seq]));
    return told.map(({ room, unread, lastReadSeq }) => ({
      room: placeOf(room),
      unread,
      mentions: mentions.get(room.id) ?? 0,
      firstUnreadSeq: firsts.get(room.id) ?? lastReadSeq + 1,
    }));
  }

  /** Of an archived room nothing is listed, and nothing told. */
  private async changed(
    reader: SignedInUser,
    since: Date,
    standings: Standing[],
  ): Promise<AwayView['changed']> {
    const places = new Map(standings.map(({ room }) => [room.id, placeOf(room)]));
    const rows = await this.meanwhile.changed(reader.id, since, most);
    return rows.flatMap((row) => {
      const room = places.get(row.room_id);
      return room ? [{ room, ...changeView(row) }] : [];
    });
  }
}

const isToldOf = ({ membership }: Standing): boolean =>
  membership !== null && !membership.muted && membership.level !== 'nothing';

const placeOf = ({ id, address, name }: Standing['room']) => ({ id, address, name });

const changeView = ({ id, seq, author, text, is_formatted, what, changed_at }: ChangedRow) => ({
  message: {
    id,
    seq,
    author,
    ...(text !== null && { text: plainLine(text, is_formatted) }),
  },
  what,
  at: changed_at.toISOString(),
});
