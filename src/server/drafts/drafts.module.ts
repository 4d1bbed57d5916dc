import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuthModule } from '../auth/auth.module.js';
import { DraftsOperations } from './drafts.operations.js';
import { DraftsRepository } from './drafts.repository.js';
import { Drafts } from './drafts.service.js';
import { OldDrafts } from './old-drafts.js';
import { KeptDraft } from './kept-draft.entity.js';

@Module({
  imports: [TypeOrmModule.forFeature([KeptDraft]), AuthModule],
  controllers: [DraftsOperations],
  providers: [Drafts, DraftsRepository, OldDrafts],
  exports: [Drafts],
})
export class DraftsModule {}
