/** What the lobby shows: rooms as their reader stands to them, with what was said in each. */
import { Injectable } from '@nestjs/common';
import type { LobbyView, OpenRooms, RoomInWords } from '../../../shared/lobby.js';
import { ActivityService } from '../../activity/activity.service.js';
import { LastWords } from '../../messages/reading/last-words.js';
import { IgnoringService } from '../../people/ignoring.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { Lobby, type Wanted } from '../../rooms/lobby.js';

@Injectable()
export class LobbyPage {
  constructor(
    private readonly lobby: Lobby,
    private readonly words: LastWords,
    private readonly activity: ActivityService,
    private readonly ignoring: IgnoringService,
  ) {}

  async view(reader: SignedInUser, wanted: Wanted = {}): Promise<LobbyView> {
    const { mine, others, direct, next } = await this.lobby.view(reader, wanted);
    const [{ unread, mentions }, ignored, ...told] = await Promise.all([
      this.activity.meantFor(reader.id),
      this.ignoring.ids(reader),
      ...[mine, others, direct].map((rooms) => this.words.tell(rooms)),
    ]);
    const [own, foreign, conversations] = told.map((rooms) =>
      rooms.map((listed) => ({
        ...heard(listed, ignored),
        mentions: mentions.get(listed.room.id) ?? 0,
      })),
    );
    return { mine: own!, others: foreign!, direct: conversations!, next, activity: unread.all };
  }

  async others(reader: SignedInUser, wanted: Wanted): Promise<OpenRooms> {
    const { rooms, next } = await this.lobby.others(reader, wanted);
    const [told, ignored] = await Promise.all([this.words.tell(rooms), this.ignoring.ids(reader)]);
    return { rooms: told.map((listed) => ({ ...heard(listed, ignored), mentions: 0 })), next };
  }
}

/** A list has no room to fold anything. */
const heard = <Listed extends Pick<RoomInWords, 'lastWords'>>(listed: Listed, ignored: number[]): Listed =>
  listed.lastWords && ignored.includes(listed.lastWords.author.id) ? { ...listed, lastWords: null } : listed;
