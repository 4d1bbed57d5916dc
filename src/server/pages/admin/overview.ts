/** What the overview counts. */
import { Injectable } from '@nestjs/common';
import { MessageCounts } from '../../messages/reading/message-counts.repository.js';
import { UsersService } from '../../people/users.service.js';
import { DatabaseFacts } from '../../platform/postgres/database-facts.repository.js';
import { NodesRepository } from '../../presence/nodes.repository.js';
import { RoomDirectory } from '../../rooms/room-directory.repository.js';
import { firstHour, messageHours } from './message-hours.js';

@Injectable()
export class Overview {
  constructor(
    private readonly users: UsersService,
    private readonly rooms: RoomDirectory,
    private readonly messages: MessageCounts,
    private readonly nodes: NodesRepository,
    private readonly database: DatabaseFacts,
  ) {}

  async facts() {
    const since = firstHour(Date.now());
    const [people, rooms, hours, nodes, database] = await Promise.all([
      this.users.countActive(),
      this.rooms.count(),
      this.messages.byHour(since),
      this.nodes.countAlive(),
      this.database.read(),
    ]);
    return { people, ...rooms, hours: messageHours(hours, since), nodes, ...database };
  }
}
