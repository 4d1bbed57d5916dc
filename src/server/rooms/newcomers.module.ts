import { Module } from '@nestjs/common';
import { MembershipsModule } from '../memberships/memberships.module.js';
import { PeopleModule } from '../people/people.module.js';
import { SettingsModule } from '../settings/settings.module.js';
import { NewcomersRooms } from './newcomers-rooms.js';
import { NewcomersRoomsRepository } from './newcomers-rooms.repository.js';

/** By itself: a command that makes an account needs no more of the rooms. */
@Module({
  imports: [PeopleModule, MembershipsModule, SettingsModule],
  providers: [NewcomersRooms, NewcomersRoomsRepository],
})
export class NewcomersModule {}
