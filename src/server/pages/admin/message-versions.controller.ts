import { Controller, Get, Param, Query, Render, UseGuards } from '@nestjs/common';
import { AdminGuard } from '../../auth/admin.guard.js';
import { CurrentUser } from '../../auth/current-user.js';
import { Inspection } from '../../messages/reading/inspection.service.js';
import { Versions } from '../../messages/versions/versions.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { parse } from '../../platform/errors/validation.js';
import { shownVersions, versionsShown } from '../shown-versions.js';
import { adminPage } from './admin-page.js';
import { shownMessage, versionsHref } from './messages.js';
import { cursor, idIn } from './parameters.js';

/** What a message said before it was edited. That somebody reads it in a private room is written into the audit log. */
@Controller('admin/messages/:id/versions')
@UseGuards(AdminGuard)
export class MessageVersionsController {
  constructor(
    private readonly inspection: Inspection,
    private readonly versions: Versions,
  ) {}

  @Get()
  @Render('pages/admin/message-versions')
  async show(@CurrentUser() me: SignedInUser, @Param('id') id: string, @Query('before') asked: unknown) {
    const before = parse(cursor, asked);
    const message = await this.inspection.message(me, idIn(id));
    const { room, inspects } = await this.inspection.enter(me, message.roomId);
    const found = await this.versions.list(me, message.id, {
      ...(before && { before }),
      limit: versionsShown,
    });
    const { placeHref } = shownMessage(message, { back: '' });
    return adminPage('messages', 'Earlier versions', {
      up: { href: `${placeHref}#m${message.seq}`, name: `#${room.name}` },
      ...{ message, inspects },
      ...shownVersions(found, { path: versionsHref(message.id), before }),
    });
  }
}
