/** The files of a room, as a page: a grid or a list, with the same filters as the API. */
import { Controller, Get, Param, Query, Render, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import { fileFilters } from '../../../shared/files.js';
import { searchText } from '../../../shared/lists.js';
import { CurrentUser } from '../../auth/current-user.js';
import { SignedInGuard } from '../../auth/signed-in.guard.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { RateLimits } from '../../platform/work/rate-limits.js';
import { FilesPageModel } from './files-page.js';
import { placeInAddress } from './place-in-address.js';

const day = z.iso.date().optional().catch(undefined);

/** What is none of these asks for everything. */
const wanted = z.object({
  kind: z.enum(fileFilters).optional().catch(undefined),
  view: z.literal('list').optional().catch(undefined),
  person: placeInAddress,
  from: day,
  to: day,
  text: searchText.transform((text) => text?.trim() || undefined).catch(undefined),
  before: placeInAddress,
});

@Controller('chat')
@UseGuards(SignedInGuard)
export class FilesController {
  constructor(
    private readonly page: FilesPageModel,
    private readonly limits: RateLimits,
  ) {}

  @Get(':address/files')
  @Render('pages/chat/files')
  async view(@CurrentUser() user: SignedInUser, @Param('address') address: string, @Query() query: unknown) {
    await this.limits.consume('page', user.id);
    return this.page.model(user, address, wanted.parse(query));
  }
}
