/** What the lobby shows: rooms as their reader stands to them, with what was said in each. */
import { Injectable } from '@nestjs/common';
import type { LobbyView, OpenRooms } from '../../../shared/lobby.js';
import { LastWords } from '../../messages/reading/last-words.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { Lobby, type Wanted } from '../../rooms/lobby.js';

@Injectable()
export class LobbyPage {
  constructor(
    private readonly lobby: Lobby,
    private readonly words: LastWords,
  ) {}

  async view(reader: SignedInUser, wanted: Wanted = {}): Promise<LobbyView> {
    const { mine, others, direct, next } = await this.lobby.view(reader, wanted);
    const [own, foreign, conversations] = await Promise.all(
      [mine, others, direct].map((rooms) => this.words.tell(rooms)),
    );
    return { mine: own!, others: foreign!, direct: conversations!, next };
  }

  async others(reader: SignedInUser, wanted: Wanted): Promise<OpenRooms> {
    const { rooms, next } = await this.lobby.others(reader, wanted);
    return { rooms: await this.words.tell(rooms), next };
  }
}
