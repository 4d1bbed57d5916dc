import { Controller } from '@nestjs/common';
import { lobbyView } from '../../shared/lobby.js';
import type { Asked } from '../platform/operations/asked.js';
import { Carries } from '../platform/operations/carries.decorator.js';
import { operation } from '../platform/operations/operation.js';
import { Lobby } from './lobby.js';

const readLobby = operation({
  method: 'get',
  path: '/api/lobby',
  group: 'You',
  summary: 'Your rooms and conversations, and rooms open to you, the most active first',
  who: 'read',
  answers: { 200: lobbyView },
});

@Controller()
export class LobbyOperations {
  constructor(private readonly lobby: Lobby) {}

  @Carries(readLobby)
  readLobby({ me }: Asked<typeof readLobby>) {
    return this.lobby.view(me);
  }
}
