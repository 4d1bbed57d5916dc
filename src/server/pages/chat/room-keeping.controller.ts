/** Bringing people into a room, and what its keepers do about them, by forms: every page of it works without scripts. */
import { Body, Controller, Get, Param, Post, Redirect, Render, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import { idText } from '../../../shared/ids.js';
import { personPath, roomPath, roomSettingsPath } from '../../../shared/paths.js';
import { reason, username } from '../../../shared/people.js';
import { CurrentUser } from '../../auth/current-user.js';
import { SignedInGuard } from '../../auth/signed-in.guard.js';
import { RoomPeace } from '../../memberships/room-peace.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { orShowAgain, parseForm, typed } from '../../platform/http/forms.js';
import { RateLimits } from '../../platform/work/rate-limits.js';
import { RoomsService } from '../../rooms/rooms.service.js';
import { textsForScripts } from './client-texts.js';
import { KeepingDoings, keepingDoings } from './keeping-doings.js';
import { TypedPeople } from './typed-people.js';

const keepingForm = z.object({
  user: idText,
  does: z.enum(keepingDoings, 'Choose what to do.'),
  reason: reason.optional(),
  /** Their username, where it is their page that has the form. */
  of: username.optional(),
});
const liftForm = z.object({ user: idText });

@Controller('chat')
@UseGuards(SignedInGuard)
export class RoomKeepingController {
  constructor(
    private readonly rooms: RoomsService,
    private readonly peace: RoomPeace,
    private readonly doings: KeepingDoings,
    private readonly named: TypedPeople,
    private readonly limits: RateLimits,
  ) {}

  @Get(':address/invite')
  @Render('pages/chat/invite')
  async offer(@CurrentUser() user: SignedInUser, @Param('address') address: string) {
    await this.limits.consume('page', user.id);
    return this.invitePage(user, address);
  }

  @Post(':address/invite')
  @Redirect('/chat/', 303)
  async invite(@CurrentUser() user: SignedInUser, @Param('address') address: string, @Body() body: unknown) {
    await this.limits.consume('api_write', user.id);
    const { room } = await this.rooms.requireByAddress(user, address);
    const names = typed(body, 'names');
    const model = async () => ({ ...(await this.invitePage(user, address)), names });
    return orShowAgain({ view: 'pages/chat/invite', model, field: 'names' }, async () => {
      await this.named.bring(user, room.id, await this.named.require(user, names));
      return { url: roomPath(room.address) };
    });
  }

  @Post(':address/keep')
  @Redirect('/chat/', 303)
  async keep(@CurrentUser() user: SignedInUser, @Param('address') address: string, @Body() body: unknown) {
    await this.limits.consume('api_write', user.id);
    const { room } = await this.rooms.requireByAddress(user, address);
    const { user: userId, does, reason, of } = parseForm(keepingForm, body);
    await this.doings.do(user, room.id, { userId, does, reason });
    if (of) return { url: `${personPath(of)}?room=${room.id}&done=kept` };
    return { url: `${roomSettingsPath(room.address)}?done=kept#people` };
  }

  @Post(':address/bans/lift')
  @Redirect('/chat/', 303)
  async lift(@CurrentUser() user: SignedInUser, @Param('address') address: string, @Body() body: unknown) {
    await this.limits.consume('api_write', user.id);
    const { room } = await this.rooms.requireByAddress(user, address);
    await this.peace.lift(user, room.id, parseForm(liftForm, body).user);
    return { url: `${roomSettingsPath(room.address)}?done=kept` };
  }

  private async invitePage(user: SignedInUser, address: string) {
    const { room } = await this.rooms.requireByAddress(user, address);
    return { pageTitle: room.name, room, path: roomPath(room.address), clientTexts: textsForScripts };
  }
}
