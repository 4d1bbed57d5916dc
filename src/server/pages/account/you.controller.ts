import { Body, Controller, Get, Post, Query, Redirect, Render, Req, Res, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { newStatus, profileChange } from '../../../shared/profiles.js';
import { CurrentUser } from '../../auth/current-user.js';
import { newUsername } from '../../../shared/people.js';
import { Renames } from '../../auth/accounts/renames.service.js';
import { StillSignedIn } from '../../auth/sign-in/still-signed-in.js';
import { Faces } from '../../files/faces/faces.service.js';
import { FormUploads } from '../../files/uploads/form-uploads.service.js';
import { SignedInGuard } from '../../auth/signed-in.guard.js';
import { NoticeSettingsService } from '../../notices/notice-settings.service.js';
import { Profiles } from '../../people/profiles.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { orShowAgain, parseForm, typed } from '../../platform/http/forms.js';
import { noticeFor } from '../../platform/rendering/notices.js';
import { textsOfEmoji } from '../chat/emoji-texts.js';
import { handedTexts } from '../chat/handed-texts.js';
import { endOfStatus, statusEnds } from './status-ends.js';
import { timeZones } from './time-zones.js';

const view = 'pages/account/you';
const textsOfPicker = handedTexts(textsOfEmoji);

const profileForm = z.preprocess(
  (body) => ({
    displayName: typed(body, 'displayName'),
    pronouns: typed(body, 'pronouns'),
    timeZone: typed(body, 'timeZone') || null,
  }),
  profileChange,
);

const notices: Record<string, string> = {
  kept: 'Saved. Others see it from now on.',
  said: 'Your status is there for others to see.',
  renamed: 'This is your username from now on.',
  shown: 'Your picture is shown from now on.',
  'picture-gone': 'Your picture is gone; your initials show.',
  cleared: 'Your status has been taken away.',
};

/** What somebody says of themselves. */
@Controller('account/you')
@UseGuards(SignedInGuard)
export class YouController {
  constructor(
    private readonly profiles: Profiles,
    private readonly settings: NoticeSettingsService,
    private readonly faces: Faces,
    private readonly uploads: FormUploads,
    private readonly signedIn: StillSignedIn,
    private readonly renames: Renames,
  ) {}

  @Get()
  @Render(view)
  async show(@CurrentUser() me: SignedInUser, @Query('done') done: unknown) {
    return { ...(await this.model(me)), notice: noticeFor(done, notices) };
  }

  @Post()
  @Redirect('/account/you?done=kept', 303)
  async change(@CurrentUser() me: SignedInUser, @Body() body: unknown): Promise<void> {
    const again = {
      displayName: typed(body, 'displayName'),
      pronouns: typed(body, 'pronouns'),
      timeZone: typed(body, 'timeZone'),
    };
    const model = async () => ({ ...(await this.model(me)), ...again });
    await orShowAgain({ view, model, field: 'displayName' }, () =>
      this.profiles.change(me, parseForm(profileForm, body)),
    );
  }

  @Post('status')
  @Redirect('/account/you?done=said', 303)
  async say(@CurrentUser() me: SignedInUser, @Body() body: unknown) {
    const status = { emoji: typed(body, 'emoji'), text: typed(body, 'text') };
    const isEmpty = Object.values(status).every((part) => part.trim() === '');
    if (typed(body, 'do') === 'clear' || isEmpty) {
      await this.profiles.say(me, null);
      return { url: '/account/you?done=cleared' };
    }
    const model = async () => ({ ...(await this.model(me)), status, chosenEnd: typed(body, 'until') });
    return orShowAgain({ view, model, field: 'text' }, async () => {
      const until = endOfStatus(typed(body, 'until'), await this.zoneOf(me), new Date());
      await this.profiles.say(
        me,
        parseForm(newStatus, { ...status, ...(until && { until: until.toISOString() }) }),
      );
      return undefined;
    });
  }

  @Post('username')
  @Redirect('/account/you?done=renamed', 303)
  async takeName(
    @CurrentUser() me: SignedInUser,
    @Req() request: Request,
    @Body() body: unknown,
  ): Promise<void> {
    const model = async () => ({ ...(await this.model(me)), username: typed(body, 'username') });
    await orShowAgain({ view, model, field: 'username' }, () =>
      this.renames.takeName(me, parseForm(newUsername, body), request.sessionRowId),
    );
  }

  @Post('picture')
  @Redirect('/account/you?done=shown', 303)
  async showPicture(
    @CurrentUser() me: SignedInUser,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await orShowAgain({ view, model: () => this.model(me), field: 'picture' }, () => {
      this.uploads.begin(me, request, response);
      return this.faces.set(me, this.signedIn.firstSent(request));
    });
  }

  @Post('picture/remove')
  @Redirect('/account/you?done=picture-gone', 303)
  removePicture(@CurrentUser() me: SignedInUser): Promise<void> {
    return this.faces.remove(me);
  }

  private async zoneOf(me: SignedInUser): Promise<string> {
    const [{ timeZone }, settings] = await Promise.all([this.profiles.read(me), this.settings.read(me)]);
    return timeZone ?? settings.timeZone;
  }

  private async model(me: SignedInUser) {
    const { user, pronouns, timeZone, status } = await this.profiles.read(me);
    return {
      title: 'You',
      user,
      displayName: user.name === user.username ? '' : user.name,
      ...{ pronouns, timeZone, status },
      timeZones: timeZones(timeZone ?? 'UTC'),
      ends: statusEnds,
      textsOfPicker,
    };
  }
}
