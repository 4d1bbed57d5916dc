import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/audit.module.js';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { SettingsModule } from '../settings/settings.module.js';
import { ContactOperations } from './contact.operations.js';
import { ContactService } from './contact.service.js';
import { Ignored } from './ignored.entity.js';
import { IgnoringOperations } from './ignoring.operations.js';
import { IgnoringRepository } from './ignoring.repository.js';
import { IgnoringService } from './ignoring.service.js';
import { KeptUsername } from './kept-username.entity.js';
import { UsernamesRepository } from './usernames.repository.js';
import { PeopleChanges } from './people-changes.entity.js';
import { PeopleDirectoryRepository } from './people-directory.repository.js';
import { PersonChanges } from './person-changes.js';
import { ProfileOperations } from './profile.operations.js';
import { ProfilesRepository } from './profiles.repository.js';
import { Profiles } from './profiles.service.js';
import { Newcomers } from './newcomers.js';
import { RoleChanges } from './role-changes.js';
import { RolesRepository } from './roles.repository.js';
import { Roles } from './roles.service.js';
import { SeenPeople } from './seen-people.js';
import { StandingChanges } from './standing-changes.js';
import { User } from './user.entity.js';
import { UsersRepository } from './users.repository.js';
import { UsersService } from './users.service.js';
import { WritingRules } from './writing-rules.service.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([User, Ignored, KeptUsername, PeopleChanges]),
    AuditModule,
    SettingsModule,
    DeliveryModule,
  ],
  controllers: [ContactOperations, IgnoringOperations, ProfileOperations],
  providers: [
    UsersService,
    UsersRepository,
    PeopleDirectoryRepository,
    Roles,
    RolesRepository,
    Newcomers,
    RoleChanges,
    SeenPeople,
    StandingChanges,
    IgnoringService,
    IgnoringRepository,
    WritingRules,
    PersonChanges,
    Profiles,
    ProfilesRepository,
    UsernamesRepository,
    ContactService,
  ],
  exports: [
    UsernamesRepository,
    ContactService,
    WritingRules,
    PersonChanges,
    Profiles,
    ProfilesRepository,
    IgnoringService,
    UsersService,
    UsersRepository,
    PeopleDirectoryRepository,
    Roles,
    Newcomers,
    RoleChanges,
    SeenPeople,
    StandingChanges,
    TypeOrmModule,
    AuditModule,
  ],
})
export class PeopleModule {}
