/** What the lobby shows: rooms as their reader stands to them, with what was said in each. */
import { Injectable } from '@nestjs/common';
import type { LobbyView, OpenRooms } from '../../../shared/lobby.js';
import { ActivityService } from '../../activity/activity.service.js';
import { LastWords } from '../../messages/reading/last-words.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { Lobby, type Wanted } from '../../rooms/lobby.js';

@Injectable()
export class LobbyPage {
  constructor(
    private readonly lobby: Lobby,
    private readonly words: LastWords,
    private readonly activity: ActivityService,
  ) {}

  async view(reader: SignedInUser, wanted: Wanted = {}): Promise<LobbyView> {
    const { mine, others, direct, next } = await this.lobby.view(reader, wanted);
    const [{ unread, mentions }, ...told] = await Promise.all([
      this.activity.meantFor(reader.id),
      ...[mine, others, direct].map((rooms) => this.words.tell(rooms)),
    ]);
    const [own, foreign, conversations] = told.map((rooms) =>
      rooms.map((listed) => ({ ...listed, mentions: mentions.get(listed.room.id) ?? 0 })),
    );
    return { mine: own!, others: foreign!, direct: conversations!, next, activity: unread.all };
  }

  async others(reader: SignedInUser, wanted: Wanted): Promise<OpenRooms> {
    const { rooms, next } = await this.lobby.others(reader, wanted);
    const told = await this.words.tell(rooms);
    return { rooms: told.map((listed) => ({ ...listed, mentions: 0 })), next };
  }
}
