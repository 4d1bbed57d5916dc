import { type DynamicModule, Module } from '@nestjs/common';
import { ActivityModule } from './server/activity/activity.module.js';
import { AuthModule } from './server/auth/auth.module.js';
import type { RunningConfig } from './server/config/config.js';
import { ConfigModule } from './server/config/config.module.js';
import { DeliveryModule } from './server/delivery/delivery.module.js';
import { DraftsModule } from './server/drafts/drafts.module.js';
import { EmojiModule } from './server/emoji/emoji.module.js';
import { FilesModule } from './server/files/files.module.js';
import { HealthModule } from './server/health/health.module.js';
import { JoiningModule } from './server/joining/joining.module.js';
import { MailModule } from './server/mail/mail.module.js';
import { MembershipsModule } from './server/memberships/memberships.module.js';
import { MessagesModule } from './server/messages/messages.module.js';
import { AccountPagesModule } from './server/pages/account/account-pages.module.js';
import { AdminModule } from './server/pages/admin/admin.module.js';
import { ApiDocsModule } from './server/pages/api-docs/api-docs.module.js';
import { NoticesModule } from './server/notices/notices.module.js';
import { PagesModule } from './server/pages/chat/chat-pages.module.js';
import { PeopleModule } from './server/people/people.module.js';
import { PlatformModule } from './server/platform/platform.module.js';
import { DatabaseModule } from './server/platform/postgres/database.module.js';
import { SocketsModule } from './server/platform/sockets/sockets.module.js';
import { PreviewsModule } from './server/previews/previews.module.js';
import { PresenceModule } from './server/presence/presence.module.js';
import { RoomsModule } from './server/rooms/rooms.module.js';
import { SearchModule } from './server/search/search.module.js';
import { ErasingModule } from './server/erasing/erasing.module.js';
import { StatisticsModule } from './server/statistics/statistics.module.js';
import { SettingsModule } from './server/settings/settings.module.js';

@Module({})
export class AppModule {
  static with(config: RunningConfig): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(config),
        PlatformModule,
        DatabaseModule,
        SocketsModule,
        DeliveryModule,
        SettingsModule,
        PeopleModule,
        AuthModule,
        MembershipsModule,
        PresenceModule,
        RoomsModule,
        FilesModule,
        EmojiModule,
        MessagesModule,
        DraftsModule,
        PreviewsModule,
        SearchModule,
        NoticesModule,
        ActivityModule,
        MailModule,
        AccountPagesModule,
        StatisticsModule,
        ErasingModule,
        JoiningModule,
        PagesModule,
        ApiDocsModule,
        AdminModule,
        HealthModule,
      ],
    };
  }
}
