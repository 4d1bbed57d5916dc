/** The pages of administrators, readable and usable without scripts. Rules are the services' own. */
import { Module } from '@nestjs/common';
import { ActivityModule } from '../../activity/activity.module.js';
import { AuthModule } from '../../auth/auth.module.js';
import { MembershipsModule } from '../../memberships/memberships.module.js';
import { MessagesModule } from '../../messages/messages.module.js';
import { PresenceModule } from '../../presence/presence.module.js';
import { RoomsModule } from '../../rooms/rooms.module.js';
import { SettingsModule } from '../../settings/settings.module.js';
import { EmojiModule } from '../../emoji/emoji.module.js';
import { FilesModule } from '../../files/files.module.js';
import { AddressesController } from './addresses.controller.js';
import { AuditController } from './audit.controller.js';
import { DeleteRoomController } from './delete-room.controller.js';
import { EmojiController } from './emoji.controller.js';
import { LogoController } from './logo.controller.js';
import { Lookup } from './lookup.js';
import { MessageVersionsController } from './message-versions.controller.js';
import { InvitationsController } from './invitations.controller.js';
import { MessagesController } from './messages.controller.js';
import { OverviewController } from './overview.controller.js';
import { Overview } from './overview.js';
import { PeopleController } from './people.controller.js';
import { ErasingModule } from '../../erasing/erasing.module.js';
import { ErasePersonController } from './erase-person.controller.js';
import { PersonAccessController } from './person-access.controller.js';
import { PersonPage } from './person-page.js';
import { PersonController } from './person.controller.js';
import { RegistrationLinkController } from './registration.controller.js';
import { RemovalController } from './removal.controller.js';
import { ReportsController } from './reports.controller.js';
import { RoomHistoryController } from './room-history.controller.js';
import { RoomController } from './room.controller.js';
import { RoomsController } from './rooms.controller.js';
import { SettingRooms } from './setting-rooms.js';
import { SettingsController } from './settings.controller.js';
import { SettingsPage } from './settings-page.js';
import { StatisticsModule } from '../../statistics/statistics.module.js';
import { StatisticsController } from './statistics.controller.js';

@Module({
  imports: [
    ActivityModule,
    AuthModule,
    MembershipsModule,
    RoomsModule,
    MessagesModule,
    PresenceModule,
    SettingsModule,
    FilesModule,
    EmojiModule,
    StatisticsModule,
    ErasingModule,
  ],
  controllers: [
    OverviewController,
    PeopleController,
    RegistrationLinkController,
    PersonController,
    PersonAccessController,
    ErasePersonController,
    RoomsController,
    RoomController,
    DeleteRoomController,
    AuditController,
    RoomHistoryController,
    MessagesController,
    ReportsController,
    MessageVersionsController,
    RemovalController,
    AddressesController,
    InvitationsController,
    EmojiController,
    SettingsController,
    LogoController,
    StatisticsController,
  ],
  providers: [Overview, PersonPage, Lookup, SettingRooms, SettingsPage],
})
export class AdminModule {}
