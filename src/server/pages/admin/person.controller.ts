import { Body, Controller, Get, Param, Post, Query, Redirect, Render, Req, UseGuards } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import { reason, role, username } from '../../../shared/people.js';
import { AccountChanges } from '../../auth/accounts/account-changes.service.js';
import { AccountManagement } from '../../auth/accounts/account-management.service.js';
import { Renames } from '../../auth/accounts/renames.service.js';
import { AdminGuard } from '../../auth/admin.guard.js';
import { Faces } from '../../files/faces/faces.service.js';
import { CurrentUser } from '../../auth/current-user.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { orShowAgain, parseForm, typed } from '../../platform/http/forms.js';
import { languageOf } from '../../platform/languages/language.js';
import { countOf, noticeOf } from './admin-page.js';
import { duration, endOf } from './durations.js';
import { idIn } from './parameters.js';
import { PersonPage } from './person-page.js';

const newRole = z.object({ role });
const newName = z.object({ username });
const disabling = z.object({ reason, duration });

/** One person: who they are, where they are signed in, and what an administrator may do about it. */
@Controller('admin/people/:id')
@UseGuards(AdminGuard)
export class PersonController {
  constructor(
    private readonly people: AccountManagement,
    private readonly changes: AccountChanges,
    private readonly page: PersonPage,
    private readonly faces: Faces,
    private readonly renames: Renames,
  ) {}

  @Get()
  @Render('pages/admin/person')
  async show(
    @Req() request: Request,
    @CurrentUser() me: SignedInUser,
    @Param('id') id: string,
    @Query() { done, removed }: Record<string, unknown>,
  ) {
    const model = await this.page.model(me, idIn(id), languageOf(request));
    return { ...model, notice: noticeOf(done), removed: countOf(removed) };
  }

  @Post('picture/remove')
  @Redirect('/admin/people', 303)
  async removePicture(@CurrentUser() me: SignedInUser, @Param('id') id: string) {
    await this.faces.takeAway(me, idIn(id));
    return { url: `/admin/people/${idIn(id)}?done=picture-removed` };
  }

  @Post('username')
  @Redirect('/admin/people', 303)
  rename(
    @Req() request: Request,
    @CurrentUser() me: SignedInUser,
    @Param('id') id: string,
    @Body() body: unknown,
  ) {
    const userId = idIn(id);
    const model = async () => ({
      ...(await this.page.model(me, userId, languageOf(request))),
      newName: typed(body, 'username'),
    });
    return orShowAgain({ view: 'pages/admin/person', model, field: 'username' }, async () => {
      await this.renames.give(me, userId, parseForm(newName, body).username);
      return { url: `/admin/people/${userId}?done=renamed` };
    });
  }

  @Post('role')
  @Redirect('/admin/people', 303)
  setRole(
    @Req() request: Request,
    @CurrentUser() me: SignedInUser,
    @Param('id') id: string,
    @Body() body: unknown,
  ) {
    const userId = idIn(id);
    const model = () => this.page.model(me, userId, languageOf(request));
    return orShowAgain({ view: 'pages/admin/person', model, field: 'role' }, async () => {
      const { role } = parseForm(newRole, body);
      await this.changes.setRole(me, userId, role);
      // Whoever gives up their own role has no business on these pages any more.
      const isGone = userId === me.id && role !== 'admin';
      return { url: isGone ? '/chat/' : `/admin/people/${userId}?done=${role}` };
    });
  }

  @Post('disable')
  @Redirect('/admin/people', 303)
  disable(
    @Req() request: Request,
    @CurrentUser() me: SignedInUser,
    @Param('id') id: string,
    @Body() body: unknown,
  ) {
    const userId = idIn(id);
    const kept = { reason: typed(body, 'reason'), duration: typed(body, 'duration') };
    const model = () => this.page.model(me, userId, languageOf(request), kept);
    return orShowAgain({ view: 'pages/admin/person', model, field: 'reason' }, async () => {
      const input = parseForm(disabling, body);
      await this.changes.disable(me, userId, { reason: input.reason, until: endOf(input.duration) });
      return { url: `/admin/people/${userId}?done=disabled` };
    });
  }

  @Post('enable')
  @Redirect('/admin/people', 303)
  async enable(@CurrentUser() me: SignedInUser, @Param('id') id: string) {
    const userId = idIn(id);
    await this.changes.enable(me, userId);
    return { url: `/admin/people/${userId}?done=enabled` };
  }

  @Post('sessions/end')
  @Redirect('/admin/people', 303)
  async endSessions(@CurrentUser() me: SignedInUser, @Param('id') id: string) {
    const userId = idIn(id);
    await this.people.endSessions(me, userId);
    return { url: userId === me.id ? '/login' : `/admin/people/${userId}?done=sessions` };
  }
}
