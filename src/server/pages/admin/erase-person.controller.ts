import { Body, Controller, Get, Param, Post, Redirect, Render, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import { erasing } from '../../../shared/erasing.js';
import { canonicalKey } from '../../../shared/rules/canonical-key.js';
import { AccountManagement } from '../../auth/accounts/account-management.service.js';
import { AdminGuard } from '../../auth/admin.guard.js';
import { CurrentUser } from '../../auth/current-user.js';
import { Erasing } from '../../erasing/erasing.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { AppError } from '../../platform/errors/app-error.js';
import { FieldErrors, orShowAgain, parseForm, typed } from '../../platform/http/forms.js';
import { adminPage } from './admin-page.js';
import { idIn } from './parameters.js';

const confirmed = z.object({ ...erasing.shape, username: z.string() });

/** Erasing a person: first what there is, then what becomes of it. The name has to be typed, as it cannot be undone. */
@Controller('admin/people/:id/erase')
@UseGuards(AdminGuard)
export class ErasePersonController {
  constructor(
    private readonly people: AccountManagement,
    private readonly erasing: Erasing,
  ) {}

  @Get()
  @Render('pages/admin/erase-person')
  show(@CurrentUser() me: SignedInUser, @Param('id') id: string) {
    return this.model(me, idIn(id));
  }

  @Post()
  @Redirect('/admin/people?done=erased', 303)
  async erase(@CurrentUser() me: SignedInUser, @Param('id') id: string, @Body() body: unknown) {
    const userId = idIn(id);
    const isRemoving = typed(body, 'messages') === 'remove';
    const model = async () => ({ ...(await this.model(me, userId)), isRemoving });
    return orShowAgain({ view: 'pages/admin/erase-person', model }, async () => {
      const { username } = await this.people.read(me, userId);
      const input = parseForm(confirmed, body);
      if (canonicalKey(input.username) !== canonicalKey(username)) throw anotherName();
      await this.erasing.erase(me, userId, input.messages);
      return userId === me.id ? { url: '/login' } : undefined;
    });
  }

  private async model(me: SignedInUser, userId: number) {
    const person = await this.people.read(me, userId);
    return adminPage('people', 'Erase this person?', {
      up: { href: `/admin/people/${userId}`, name: person.username },
      person,
      remains: await this.erasing.remains(me, userId),
    });
  }
}

const anotherName = () =>
  new FieldErrors({
    username: new AppError(
      'invalid',
      'This is a different name. Type the name of the person whom you want to erase.',
    ),
  });
