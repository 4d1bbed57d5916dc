import { Controller } from '@nestjs/common';
import { lobbyView, openRooms, openRoomsWanted } from '../../../shared/lobby.js';
import type { Asked } from '../../platform/operations/asked.js';
import { Carries } from '../../platform/operations/carries.decorator.js';
import { operation } from '../../platform/operations/operation.js';
import { LobbyPage } from './lobby-page.js';

const group = 'You';

const readLobby = operation({
  method: 'get',
  path: '/api/lobby',
  group,
  summary: 'Your rooms and conversations, and the first rooms open to you, the most active first',
  who: 'read',
  answers: { 200: lobbyView },
});

const listOpenRooms = operation({
  method: 'get',
  path: '/api/lobby/others',
  group,
  summary: 'Rooms open to you that are not yours, the most active first, or those of a name',
  about:
    'Their order is that of the hour of the newest message. A search looks through the 2000 most active ones; any other room is found by its whole name',
  who: 'read',
  query: openRoomsWanted,
  answers: { 200: openRooms },
  cursor: 'after',
});

@Controller()
export class LobbyOperations {
  constructor(private readonly lobby: LobbyPage) {}

  @Carries(readLobby)
  readLobby({ me }: Asked<typeof readLobby>) {
    return this.lobby.view(me);
  }

  @Carries(listOpenRooms)
  listOpenRooms({ me, query }: Asked<typeof listOpenRooms>) {
    return this.lobby.others(me, query);
  }
}
