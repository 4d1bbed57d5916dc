/** Coming into a room, leaving it, and how one is told of it, by forms: every page of it works without scripts. */
import { Body, Controller, Param, Post, Redirect, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import type { MembershipChange } from '../../../shared/memberships.js';
import { levels } from '../../../shared/people.js';
import { lobbyPath, roomPath, roomSettingsPath } from '../../../shared/paths.js';
import { CurrentUser } from '../../auth/current-user.js';
import { SignedInGuard } from '../../auth/signed-in.guard.js';
import { ChoicesService } from '../../memberships/choices.service.js';
import { Heirs } from '../../memberships/heirs.service.js';
import { MembersService } from '../../memberships/members.service.js';
import { EmptyRooms } from '../../messages/changing/empty-rooms.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { orShowAgain, parseForm, typed } from '../../platform/http/forms.js';
import { RateLimits } from '../../platform/work/rate-limits.js';
import { RoomJoins } from '../../rooms/room-joins.service.js';
import { RoomsService } from '../../rooms/rooms.service.js';
import { RoomSettingsPage } from './room-settings-page.js';

const hour = 3_600_000;

/** Milliseconds for which a room is muted; the server does not know when the reader's day ends. */
const mutes = { hour, tomorrow: 24 * hour } as const;

const choiceForm = z.object({
  level: z.enum([...levels, 'default']).optional(),
  mute: z.enum(['hour', 'tomorrow', 'on', 'off']).optional(),
  favourite: z.enum(['yes', 'no']).optional(),
  /** The page that the form stands on. */
  back: z.literal('settings').optional(),
});

const leaveForm = z.object({ sure: z.literal('yes').optional() });

@Controller('chat')
@UseGuards(SignedInGuard)
export class MembershipController {
  constructor(
    private readonly rooms: RoomsService,
    private readonly joins: RoomJoins,
    private readonly members: MembersService,
    private readonly heirs: Heirs,
    private readonly settingsPage: RoomSettingsPage,
    private readonly choices: ChoicesService,
    private readonly emptyRooms: EmptyRooms,
    private readonly limits: RateLimits,
  ) {}

  @Post(':address/join')
  @Redirect(lobbyPath, 303)
  async join(@CurrentUser() user: SignedInUser, @Param('address') address: string) {
    await this.limits.consume('join', user.id);
    const { room } = await this.rooms.requireById(user, await this.joins.join(user, address));
    return { url: roomPath(room.address) };
  }

  /** Whoever could not come back by themselves is asked first, and whoever looks after the room: who does from then on. */
  @Post(':address/leave')
  @Redirect(lobbyPath, 303)
  async leave(@CurrentUser() user: SignedInUser, @Param('address') address: string, @Body() body: unknown) {
    await this.limits.consume('join', user.id);
    const { room, keeper } = await this.rooms.requireByAddress(user, address);
    const { sure } = parseForm(leaveForm, body);
    if ((room.access === 'private' || room.access === 'group' || keeper) && !sure)
      return { url: `${roomSettingsPath(room.address)}?leave=1` };
    const heir = typed(body, 'heir').trim();
    const model = () => this.settingsPage.model(user, address, { leave: '1', heir });
    return orShowAgain({ view: 'pages/chat/room-settings', model, field: 'heir' }, async () => {
      const heirId = heir ? await this.heirs.requireNamed(user, room.id, heir) : undefined;
      await this.members.remove(user, room.id, user.id, heirId);
      return { url: room.access === 'public' ? roomPath(room.address) : lobbyPath };
    });
  }

  @Post(':address/membership')
  @Redirect(lobbyPath, 303)
  async choose(@CurrentUser() user: SignedInUser, @Param('address') address: string, @Body() body: unknown) {
    await this.limits.consume('api_write', user.id);
    const { level, mute, favourite, back } = parseForm(choiceForm, body);
    const { room } = await this.rooms.requireByAddress(user, address);
    const change = {
      level: level === 'default' ? null : level,
      favourite: favourite && favourite === 'yes',
      ...muting(mute),
    };
    await this.choices.change(user, room.id, change);
    return { url: back ? roomSettingsPath(room.address) : roomPath(room.address) };
  }

  @Post(':address/delete')
  @Redirect(lobbyPath, 303)
  async delete(@CurrentUser() user: SignedInUser, @Param('address') address: string) {
    await this.limits.consume('api_write', user.id);
    const { room } = await this.rooms.requireByAddress(user, address);
    await this.emptyRooms.remove(user, room.id);
    return { url: lobbyPath };
  }
}

function muting(mute: z.output<typeof choiceForm>['mute']): Pick<MembershipChange, 'muted' | 'mutedUntil'> {
  if (mute === undefined) return {};
  if (mute === 'off' || mute === 'on') return { muted: mute === 'on' };
  return { mutedUntil: new Date(Date.now() + mutes[mute]) };
}
