import { Body, Controller, Get, Post, Query, Redirect, Render, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import { contactView, type WritableBy } from '../../../shared/contact.js';
import { noticeSettingsChange } from '../../../shared/notices.js';
import { levels } from '../../../shared/people.js';
import { CurrentUser } from '../../auth/current-user.js';
import { pathWithinSite } from '../../auth/sign-in/sign-in-path.js';
import { SignedInGuard } from '../../auth/signed-in.guard.js';
import { NoticeSettingsService } from '../../notices/notice-settings.service.js';
import { ContactService } from '../../people/contact.service.js';
import { IgnoringService } from '../../people/ignoring.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { parse } from '../../platform/errors/validation.js';
import { orShowAgain, parseForm, typed } from '../../platform/http/forms.js';
import { noticeFor } from '../../platform/rendering/notices.js';
import { SettingsService } from '../../settings/settings.service.js';
import { levelLabels } from '../level-labels.js';
import { quietState } from '../quiet-state.js';
import { timeZones } from './time-zones.js';

/** Of a form: fields that are empty, and lines. */
const noticesForm = z.preprocess((body) => {
  const [level, from, to] = ['level', 'from', 'to'].map((field) => typed(body, field));
  return {
    level: level === '' ? null : level,
    quietHours: from === '' && to === '' ? null : { from, to },
    timeZone: typed(body, 'timeZone'),
    hidesText: typed(body, 'hidesText') === 'on',
    showsPreviews: typed(body, 'showsPreviews') === 'on',
    keywords: typed(body, 'keywords')
      .split('\n')
      .filter((line) => line.trim() !== ''),
  };
}, noticeSettingsChange);

const quietForm = z.object({ quiet: z.enum(['30', '60', 'morning', 'on', 'off']) });
const personToHear = z.object({ person: z.coerce.number().int().positive() });

const contacts: { value: WritableBy; label: string }[] = [
  { value: 'everybody', label: 'Everybody' },
  { value: 'rooms', label: 'People in my rooms' },
  { value: 'nobody', label: 'Nobody new' },
];

const minute = 60_000;

const notices: Record<string, string> = {
  kept: 'Saved. It holds from now on.',
  quiet: 'You will not be disturbed.',
  loud: 'You can be disturbed again.',
  heard: 'You hear them again.',
};

/** How somebody wants to be called, and whom they ignore. */
@Controller('account/notices')
@UseGuards(SignedInGuard)
export class NoticesController {
  constructor(
    private readonly settings: NoticeSettingsService,
    private readonly ignoring: IgnoringService,
    private readonly server: SettingsService,
    private readonly contact: ContactService,
  ) {}

  @Get()
  @Render('pages/account/notices')
  async show(@CurrentUser() me: SignedInUser, @Query('done') done: unknown) {
    return { ...(await this.model(me)), notice: noticeFor(done, notices) };
  }

  @Post()
  @Redirect('/account/notices?done=kept', 303)
  async change(@CurrentUser() me: SignedInUser, @Body() body: unknown): Promise<void> {
    const model = async () => ({ ...(await this.model(me)), ...typedAgain(body) });
    await orShowAgain({ view: 'pages/account/notices', model, field: 'timeZone' }, () =>
      this.settings.change(me, parseForm(noticesForm, body)),
    );
  }

  /** From the menu of every page, and from this one. */
  @Post('quiet')
  @Redirect('/account/notices', 303)
  async beQuiet(@CurrentUser() me: SignedInUser, @Body() body: unknown) {
    const { quiet } = parse(quietForm, body);
    if (quiet === 'morning') await this.settings.rest(me);
    else if (quiet === 'on' || quiet === 'off') await this.settings.change(me, { quiet: quiet === 'on' });
    else await this.settings.change(me, { quietUntil: new Date(Date.now() + Number(quiet) * minute) });
    const here = `/account/notices?done=${quiet === 'off' ? 'loud' : 'quiet'}`;
    return { url: pathWithinSite(typed(body, 'next') || here) };
  }

  @Post('hear')
  @Redirect('/account/notices?done=heard', 303)
  async hear(@CurrentUser() me: SignedInUser, @Body() body: unknown): Promise<void> {
    await this.ignoring.hear(me, parse(personToHear, body).person);
  }

  /** Who may begin to write to them. */
  @Post('contact')
  @Redirect('/account/notices?done=kept', 303)
  async changeContact(@CurrentUser() me: SignedInUser, @Body() body: unknown): Promise<void> {
    await this.contact.change(me, parse(contactView, body));
  }

  private async model(me: SignedInUser) {
    const [settings, isKept, ignored, contact] = await Promise.all([
      this.settings.read(me),
      this.settings.isKept(me),
      this.ignoring.list(me),
      this.contact.read(me),
    ]);
    const { level, timeZone, hidesText, showsPreviews } = settings;
    return {
      title: 'Notices',
      ...{ ignored, level, hidesText, showsPreviews, timeZone },
      ...{ from: settings.quietHours?.from, to: settings.quietHours?.to },
      contacts: contacts.map((each) => ({ ...each, isChosen: each.value === contact.writableBy })),
      keywords: settings.keywords.join('\n'),
      quiet: quietState(settings),
      serverLevel: levelLabels[this.server.current.default_level].label,
      levels: levels.map((value) => ({ value, ...levelLabels[value] })),
      timeZones: timeZones(timeZone),
      guessesZone: !isKept,
    };
  }
}

/** What was typed into a form that is shown again. */
const typedAgain = (body: unknown) => ({
  ...Object.fromEntries(
    ['level', 'from', 'to', 'timeZone', 'keywords'].map((field) => [field, typed(body, field)]),
  ),
  hidesText: typed(body, 'hidesText') === 'on',
  showsPreviews: typed(body, 'showsPreviews') === 'on',
  guessesZone: false,
});
