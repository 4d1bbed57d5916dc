/** The pages people see: the lobby and the rooms, readable and usable without scripts. */
import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { ActivityModule } from '../../activity/activity.module.js';
import { MembershipsModule } from '../../memberships/memberships.module.js';
import { MessagesModule } from '../../messages/messages.module.js';
import { NoticesModule } from '../../notices/notices.module.js';
import { PeopleModule } from '../../people/people.module.js';
import { SettingsModule } from '../../settings/settings.module.js';
import { PresenceModule } from '../../presence/presence.module.js';
import { RoomsModule } from '../../rooms/rooms.module.js';
import { SearchModule } from '../../search/search.module.js';
import { ActivityController } from './activity.controller.js';
import { ActivityPageModel } from './activity-page.js';
import { ArrangingController } from './arranging.controller.js';
import { ArrangingPage } from './arranging-page.js';
import { BellCount } from './bell-count.js';
import { DirectoryController } from './directory.controller.js';
import { FilesController } from './files.controller.js';
import { FilesPageModel } from './files-page.js';
import { AuthModule } from '../../auth/auth.module.js';
import { FilesModule } from '../../files/files.module.js';
import { DraftsModule } from '../../drafts/drafts.module.js';
import { FormDrafts } from './form-drafts.js';
import { FormFiles } from './form-files.js';
import { GroupsController } from './groups.controller.js';
import { JumpController } from './jump.controller.js';
import { LobbyController } from './lobby.controller.js';
import { LobbyOperations } from './lobby.operations.js';
import { LobbyPage } from './lobby-page.js';
import { MembershipController } from './membership.controller.js';
import { OfflineController } from './offline.controller.js';
import { PeopleController } from './people.controller.js';
import { PersonController } from './person.controller.js';
import { PinsController } from './pins.controller.js';
import { PinsPage } from './pins-page.js';
import { ReaderPage } from './reader-page.js';
import { RoomController } from './room.controller.js';
import { RoomPage } from './room-page.js';
import { KeepingDoings } from './keeping-doings.js';
import { TypedPeople } from './typed-people.js';
import { RoomKeepingController } from './room-keeping.controller.js';
import { RoomSettingsPage } from './room-settings-page.js';
import { RoomInvitationsController } from './room-invitations.controller.js';
import { RoomSettingsController } from './room-settings.controller.js';
import { ReportController } from './report.controller.js';
import { SavedController } from './saved.controller.js';
import { SavedPage } from './saved-page.js';
import { FoundBeside } from './search/found-beside.js';
import { NamedPeople } from './search/named-people.js';
import { SearchController } from './search/search.controller.js';
import { SearchPage } from './search/search-page.js';
import { ShareController } from './share.controller.js';
import { SharePlaces } from './share-places.js';
import { ThreadController } from './thread.controller.js';
import { ThreadPage } from './thread-page.js';
import { VersionsController } from './versions.controller.js';
import { WhereToBegin } from './where-to-begin.js';

@Module({
  imports: [
    ActivityModule,
    AuthModule,
    DraftsModule,
    FilesModule,
    RoomsModule,
    MembershipsModule,
    MessagesModule,
    PresenceModule,
    NoticesModule,
    PeopleModule,
    SearchModule,
    SettingsModule,
  ],
  // People, files and pins before the room: of their address the room would take the last part for the place of a message.
  controllers: [
    LobbyController,
    LobbyOperations,
    PeopleController,
    FilesController,
    JumpController,
    PinsController,
    RoomSettingsController,
    RoomKeepingController,
    RoomInvitationsController,
    MembershipController,
    RoomController,
    ThreadController,
    VersionsController,
    DirectoryController,
    PersonController,
    ActivityController,
    ArrangingController,
    GroupsController,
    SavedController,
    ReportController,
    OfflineController,
    SearchController,
    ShareController,
  ],
  providers: [
    ActivityPageModel,
    ArrangingPage,
    KeepingDoings,
    TypedPeople,
    RoomSettingsPage,
    FilesPageModel,
    FormDrafts,
    FormFiles,
    FoundBeside,
    NamedPeople,
    LobbyPage,
    PinsPage,
    RoomPage,
    ReaderPage,
    SavedPage,
    SearchPage,
    SharePlaces,
    ThreadPage,
    WhereToBegin,
    { provide: APP_INTERCEPTOR, useClass: BellCount },
  ],
})
export class PagesModule {}
