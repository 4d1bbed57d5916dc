import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Membership } from '../memberships/membership.entity.js';
import { Absentee } from '../memberships/absentee.entity.js';
import { RoomBan } from '../memberships/room-ban.entity.js';
import { ReadOfAll } from '../memberships/read-of-all.entity.js';
import { AccountsModule } from '../auth/accounts.module.js';
import { MembershipsModule } from '../memberships/memberships.module.js';
import { PeopleModule } from '../people/people.module.js';
import { PresenceModule } from '../presence/presence.module.js';
import { Conversations } from './conversations.service.js';
import { GroupsOperations } from './groups.operations.js';
import { GroupsRepository } from './groups.repository.js';
import { GroupNews } from './group-news.js';
import { Groups } from './groups.service.js';
import { InspectionNotes } from './inspection-notes.js';
import { KeptName } from './kept-name.entity.js';
import { InvitationDoor } from './invitations/invitation-door.js';
import { InvitationRoom } from './invitations/invitation-room.entity.js';
import { InvitationUse } from './invitations/invitation-use.entity.js';
import { Invitation } from './invitations/invitation.entity.js';
import { InvitationsOperations } from './invitations/invitations.operations.js';
import { InvitationsRepository } from './invitations/invitations.repository.js';
import { Invitations } from './invitations/invitations.service.js';
import { Lobby } from './lobby.js';
import { NewcomersModule } from './newcomers.module.js';
import { PersonCardsOperations } from './person-cards.operations.js';
import { PersonCardsRepository } from './person-cards.repository.js';
import { PersonCards } from './person-cards.service.js';
import { RoomDirectory } from './room-directory.repository.js';
import { RoomJoins } from './room-joins.service.js';
import { OpenRoomsRepository } from './open-rooms.repository.js';
import { RoomMakingRepository } from './room-making.repository.js';
import { RoomMaking } from './room-making.service.js';
import { RoomQuota } from './room-quota.js';
import { RoomManagementRepository } from './room-management.repository.js';
import { RoomManagement } from './room-management.service.js';
import { Room } from './room.entity.js';
import { Section } from './sidebar/section.entity.js';
import { Sidebar } from './sidebar/sidebar.entity.js';
import { SidebarsOperations } from './sidebar/sidebars.operations.js';
import { SidebarsRepository } from './sidebar/sidebars.repository.js';
import { Sidebars } from './sidebar/sidebars.service.js';
import { RoomsOperations } from './rooms.operations.js';
import { RoomsRepository } from './rooms.repository.js';
import { RoomsService } from './rooms.service.js';
import { SettingsModule } from '../settings/settings.module.js';
import { VisibleRoomsRepository } from './visible-rooms.repository.js';
import { VisibleRooms } from './visible-rooms.service.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([
      Room,
      Membership,
      RoomBan,
      Absentee,
      KeptName,
      Section,
      Sidebar,
      ReadOfAll,
      Invitation,
      InvitationRoom,
      InvitationUse,
    ]),
    PeopleModule,
    AccountsModule,
    MembershipsModule,
    PresenceModule,
    SettingsModule,
    NewcomersModule,
  ],
  controllers: [
    RoomsOperations,
    PersonCardsOperations,
    SidebarsOperations,
    InvitationsOperations,
    GroupsOperations,
  ],
  providers: [
    InvitationDoor,
    Invitations,
    InvitationsRepository,
    RoomsService,
    RoomsRepository,
    VisibleRooms,
    VisibleRoomsRepository,
    InspectionNotes,
    RoomMaking,
    RoomMakingRepository,
    RoomQuota,
    OpenRoomsRepository,
    RoomManagement,
    RoomManagementRepository,
    Conversations,
    RoomJoins,
    RoomDirectory,
    Lobby,
    PersonCards,
    PersonCardsRepository,
    Sidebars,
    SidebarsRepository,
    Groups,
    GroupsRepository,
    GroupNews,
  ],
  exports: [
    InvitationDoor,
    Invitations,
    PersonCards,
    RoomsService,
    VisibleRooms,
    InspectionNotes,
    RoomMaking,
    RoomManagement,
    Conversations,
    RoomJoins,
    RoomDirectory,
    Lobby,
    Sidebars,
    Groups,
  ],
})
export class RoomsModule {}
