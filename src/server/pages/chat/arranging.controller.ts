/** The list of rooms, arranged by forms; scripts ask for its menus here. */
import { Body, Controller, Get, Param, Post, Query, Redirect, Render, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import { idText } from '../../../shared/ids.js';
import { newSection, roomMove, roomOrders } from '../../../shared/sidebar.js';
import { CurrentUser } from '../../auth/current-user.js';
import { SignedInGuard } from '../../auth/signed-in.guard.js';
import { ReadAll } from '../../memberships/read-all.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { noSuchPage } from '../../platform/errors/app-error.js';
import { orShowAgain, parseForm } from '../../platform/http/forms.js';
import { RateLimits } from '../../platform/work/rate-limits.js';
import { Sidebars } from '../../rooms/sidebar/sidebars.service.js';
import { ArrangingPage } from './arranging-page.js';

const askedFor = z.object({
  room: idText.optional().catch(undefined),
  section: idText.optional().catch(undefined),
});

const listForm = z.object({
  order: z.enum(roomOrders, 'The order must be activity, name or hand.'),
  unreadOnly: z.literal('on').optional(),
});

const sectionForm = z.object({
  does: z.enum(['rename', 'up', 'down', 'delete']).default('rename'),
  name: newSection.shape.name.optional(),
});

const moveForm = z.object({
  section: roomMove.shape.section,
  /** Empty: it is the first; missing: its place stays. */
  after: z.union([z.literal('').transform(() => null), idText]).optional(),
});

const view = 'pages/chat/sidebar';

@Controller('sidebar')
@UseGuards(SignedInGuard)
export class ArrangingController {
  constructor(
    private readonly page: ArrangingPage,
    private readonly sidebars: Sidebars,
    private readonly all: ReadAll,
    private readonly limits: RateLimits,
  ) {}

  @Get()
  @Render(view)
  async show(@CurrentUser() me: SignedInUser, @Query() query: unknown) {
    await this.limits.consume('page', me.id);
    return this.page.model(me, askedFor.parse(query).room);
  }

  @Get('menu')
  @Render('pages/chat/sidebar-menu')
  async menu(@CurrentUser() me: SignedInUser, @Query() query: unknown) {
    await this.limits.consume('page', me.id);
    return this.page.menu(me, askedFor.parse(query));
  }

  @Post()
  @Redirect('/sidebar', 303)
  async change(@CurrentUser() me: SignedInUser, @Body() body: unknown): Promise<void> {
    await this.limits.consume('api_write', me.id);
    const { order, unreadOnly } = parseForm(listForm, body);
    await this.sidebars.change(me, { order, unreadOnly: unreadOnly === 'on' });
  }

  @Post('read')
  @Redirect('/sidebar', 303)
  async read(@CurrentUser() me: SignedInUser): Promise<void> {
    await this.limits.consume('api_write', me.id);
    await this.all.readAll(me);
  }

  @Post('read/undo')
  @Redirect('/sidebar', 303)
  async takeBack(@CurrentUser() me: SignedInUser): Promise<void> {
    await this.limits.consume('api_write', me.id);
    await this.all.takeBack(me);
  }

  @Post('sections')
  @Redirect('/sidebar', 303)
  async add(@CurrentUser() me: SignedInUser, @Body() body: unknown): Promise<void> {
    await this.limits.consume('api_write', me.id);
    await this.orShown(me, () => this.sidebars.addSection(me, parseForm(newSection, body).name));
  }

  @Post('sections/:id')
  @Redirect('/sidebar', 303)
  async section(
    @CurrentUser() me: SignedInUser,
    @Param('id') text: string,
    @Body() body: unknown,
  ): Promise<void> {
    await this.limits.consume('api_write', me.id);
    const id = idOf(text);
    await this.orShown(me, async () => {
      const { does, name } = parseForm(sectionForm, body);
      if (does === 'delete') return this.sidebars.removeSection(me, id);
      if (does === 'rename') return this.sidebars.changeSection(me, id, { name });
      return this.sidebars.stepSection(me, id, does === 'up' ? -1 : 1);
    });
  }

  @Post('rooms/:id')
  @Redirect('/sidebar', 303)
  async move(
    @CurrentUser() me: SignedInUser,
    @Param('id') text: string,
    @Body() body: unknown,
  ): Promise<void> {
    await this.limits.consume('api_write', me.id);
    await this.sidebars.move(me, idOf(text), parseForm(moveForm, body));
  }

  private orShown(me: SignedInUser, work: () => Promise<unknown>): Promise<unknown> {
    return orShowAgain({ view, model: () => this.page.model(me) }, work);
  }
}

function idOf(text: string): number {
  const id = idText.safeParse(text);
  if (!id.success) throw noSuchPage();
  return id.data;
}
