/** Emoji of the server's own, in texts and as reactions. */
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/audit.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { FilesModule } from '../files/files.module.js';
import { EmojiPicturesController } from './emoji-pictures.controller.js';
import { Emoji } from './emoji.entity.js';
import { EmojiOperations } from './emoji.operations.js';
import { EmojiRepository } from './emoji.repository.js';
import { EmojiService } from './emoji.service.js';
import { KnownEmoji } from './known-emoji.js';

@Module({
  imports: [TypeOrmModule.forFeature([Emoji]), AuditModule, AuthModule, FilesModule],
  controllers: [EmojiOperations, EmojiPicturesController],
  providers: [EmojiRepository, EmojiService, KnownEmoji],
  exports: [EmojiService, KnownEmoji],
})
export class EmojiModule {}
