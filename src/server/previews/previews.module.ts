import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { FilesModule } from '../files/files.module.js';
import { MessagesModule } from '../messages/messages.module.js';
import { SettingsModule } from '../settings/settings.module.js';
import { Links } from './links.service.js';
import { PreviewFollower } from './preview-follower.js';
import { PreviewMaking } from './preview-making.service.js';
import { Preview } from './preview.entity.js';
import { PreviewsRepository } from './previews.repository.js';
import { LinkReader } from './reading/link-reader.js';
import { WantedPreview } from './wanted-preview.entity.js';

@Module({
  imports: [TypeOrmModule.forFeature([Preview, WantedPreview]), FilesModule, MessagesModule, SettingsModule],
  providers: [LinkReader, Links, PreviewFollower, PreviewMaking, PreviewsRepository],
})
export class PreviewsModule {}
