import { Body, Controller, Get, Param, Post, Query, Redirect, Render, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import { canonicalKey } from '../../../shared/rules/canonical-key.js';
import { AccountManagement } from '../../auth/accounts/account-management.service.js';
import { AdminGuard } from '../../auth/admin.guard.js';
import { CurrentUser } from '../../auth/current-user.js';
import { Moderation } from '../../messages/changing/moderation.service.js';
import { Inspection } from '../../messages/reading/inspection.service.js';
import { MessageCounts, messagesCounted } from '../../messages/reading/message-counts.repository.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { AppError } from '../../platform/errors/app-error.js';
import { parse } from '../../platform/errors/validation.js';
import { FieldErrors, orShowAgain, typed } from '../../platform/http/forms.js';
import { adminPage, countOf } from './admin-page.js';
import { backPath, shownMessage } from './messages.js';
import { idIn, withQuery } from './parameters.js';

const confirmation = z.object({ username: z.string() });

/** Removing messages. It cannot be undone, so each way begins with a page that asks. */
@Controller('admin')
@UseGuards(AdminGuard)
export class RemovalController {
  constructor(
    private readonly inspection: Inspection,
    private readonly moderation: Moderation,
    private readonly people: AccountManagement,
    private readonly counts: MessageCounts,
  ) {}

  @Get('messages/:id/remove')
  @Render('pages/admin/remove-message')
  async ask(@CurrentUser() me: SignedInUser, @Param('id') id: string, @Query() asked: unknown) {
    const message = await this.inspection.message(me, idIn(id));
    const back = backPath(typed(asked, 'back'));
    return adminPage('messages', 'Remove this message?', {
      message: { ...shownMessage(message, { back }), removeHref: undefined },
      back,
    });
  }

  @Post('messages/:id/remove')
  @Redirect('/admin/messages', 303)
  async remove(@CurrentUser() me: SignedInUser, @Param('id') id: string, @Body() body: unknown) {
    const { id: messageId } = await this.inspection.message(me, idIn(id));
    await this.moderation.remove(me, messageId);
    const [path = '', query = ''] = backPath(typed(body, 'back')).split('?');
    return { url: withQuery(path, { ...Object.fromEntries(new URLSearchParams(query)), done: 'deleted' }) };
  }

  @Get('people/:id/remove-messages')
  @Render('pages/admin/remove-messages')
  async askForAll(
    @CurrentUser() me: SignedInUser,
    @Param('id') id: string,
    @Query('removed') removed: unknown,
  ) {
    return { ...(await this.allOf(me, idIn(id))), removed: countOf(removed) };
  }

  /** The name has to be typed: one click too many must not be enough. More than fits into one answer is asked for again. */
  @Post('people/:id/remove-messages')
  @Redirect('/admin/people', 303)
  async removeAll(@CurrentUser() me: SignedInUser, @Param('id') id: string, @Body() body: unknown) {
    const userId = idIn(id);
    const model = () => this.allOf(me, userId);
    return orShowAgain({ view: 'pages/admin/remove-messages', model, field: 'username' }, async () => {
      const { username } = await this.people.read(me, userId);
      if (canonicalKey(parse(confirmation, body).username) !== canonicalKey(username)) throw anotherName();
      const { removed, done } = await this.moderation.removeAllOf(me, userId);
      const path = `/admin/people/${userId}${done ? '' : '/remove-messages'}`;
      return { url: withQuery(path, { removed }) };
    });
  }

  private async allOf(me: SignedInUser, userId: number) {
    const person = await this.people.read(me, userId);
    const messages = await this.counts.of(userId);
    return adminPage('people', 'Remove all of their messages?', {
      up: { href: `/admin/people/${userId}`, name: person.username },
      person,
      messages: Math.min(messages, messagesCounted),
      isMore: messages > messagesCounted,
    });
  }
}

const anotherName = () =>
  new FieldErrors({
    username: new AppError(
      'invalid',
      'This is a different name. Type the name of the person whose messages you want to remove.',
    ),
  });
