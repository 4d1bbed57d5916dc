import { Body, Controller, Get, Post, Query, Redirect, Render, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import { AdminGuard } from '../../auth/admin.guard.js';
import { CurrentUser } from '../../auth/current-user.js';
import { orShowAgain, parseForm, typed } from '../../platform/http/forms.js';
import { parse } from '../../platform/errors/validation.js';
import { password, role, username } from '../../../shared/people.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { AccountManagement } from '../../auth/accounts/account-management.service.js';
import { adminPage } from './admin-page.js';
import { cursor, optional, pager, pageSize, searchText } from './parameters.js';
import { roleChoices } from './role-choices.js';

const filter = z.object({
  query: searchText,
  role: optional(role),
  state: optional(z.enum(['active', 'disabled'])),
  after: cursor,
});
const newPerson = z.object({ username, password, role });
/** A program has no password: none is asked for, and none is looked at. */
const newBot = z.object({ username, role: z.literal('bot') });
const isBots = (form: unknown): boolean => typed(form, 'role') === 'bot';

/** Everybody who has an account. */
@Controller('admin/people')
@UseGuards(AdminGuard)
export class PeopleController {
  constructor(private readonly people: AccountManagement) {}

  @Get()
  @Render('pages/admin/people')
  async list(@CurrentUser() me: SignedInUser, @Query() asked: unknown) {
    const { after, ...wanted } = parse(filter, asked);
    const { users, next } = await this.people.list(me, { ...wanted, after, limit: pageSize });
    return adminPage('people', 'People', {
      people: users,
      ...wanted,
      roles: roleChoices(wanted.role),
      isFiltered: Object.values(wanted).some((value) => value !== undefined),
      pager: pager('/admin/people', wanted, { name: 'after', at: after, next, label: 'Next page' }),
    });
  }

  @Get('new')
  @Render('pages/admin/new-person')
  offer(@Query() asked: unknown) {
    return newPersonPage(asked);
  }

  @Post('new')
  @Redirect('/admin/people', 303)
  create(@CurrentUser() me: SignedInUser, @Body() body: unknown) {
    const form = { view: 'pages/admin/new-person', model: newPersonPage(body), field: 'username' };
    return orShowAgain(form, async () => {
      const isBot = isBots(body);
      const { id } = await this.people.create(me, parseForm(isBot ? newBot : newPerson, body));
      // A bot's token is the next thing to make.
      return { url: `/admin/people/${id}?done=${isBot ? 'bot-created#tokens-heading' : 'created'}` };
    });
  }
}

/** The field is not called `role` in the model: whoever reads the page has one, too. */
const newPersonPage = (form: unknown) =>
  adminPage('people', isBots(form) ? 'A new bot' : 'A new account', {
    up: { href: '/admin/people', label: 'People' },
    username: typed(form, 'username'),
    isBot: isBots(form),
    roles: roleChoices(typed(form, 'role')).filter(({ value }) => value !== 'bot'),
  });
