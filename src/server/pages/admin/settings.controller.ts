import { Body, Controller, Get, Post, Query, Redirect, Render, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import { levels } from '../../../shared/people.js';
import { settingsChange } from '../../../shared/settings.js';
import { AdminGuard } from '../../auth/admin.guard.js';
import { CurrentUser } from '../../auth/current-user.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { orShowAgain, parseForm, typed } from '../../platform/http/forms.js';
import { SettingsService } from '../../settings/settings.service.js';
import { levelLabels } from '../level-labels.js';
import { adminPage, noticeOf } from './admin-page.js';

const fileNumbers = [
  {
    name: 'file_mb',
    label: 'Largest file, in MB',
    hint: 'What is larger is refused before it is sent.',
    least: 1,
  },
  {
    name: 'person_files_mb',
    label: 'All files of one person, in MB',
    hint: 'Whoever has more deletes messages with files first.',
    least: 1,
  },
  {
    name: 'server_files_mb',
    label: 'All files of the server, in MB',
    hint: 'With 0 as much as the disk holds, but for the 500 MB that always stay free.',
    least: 0,
  },
] as const;

const numberIn = (text: string): number | undefined => (text === '' ? undefined : Number(text));

/** A box that is not ticked is not sent, and neither is what the environment sets. */
const settingsForm = z.preprocess((body) => {
  const level = typed(body, 'default_level');
  const onOff = (name: string) => {
    const chosen = typed(body, name);
    return chosen ? chosen === 'on' : undefined;
  };
  const numbers = fileNumbers.map(({ name }) => [name, numberIn(typed(body, name))] as const);
  return {
    default_level: level || undefined,
    push_hides_text: onOff('push_hides_text'),
    link_previews: onOff('link_previews'),
    ...Object.fromEntries(numbers),
  };
}, settingsChange);

/** What the server does where nobody has chosen otherwise. */
@Controller('admin/settings')
@UseGuards(AdminGuard)
export class SettingsController {
  constructor(private readonly settings: SettingsService) {}

  @Get()
  @Render('pages/admin/settings')
  async show(@CurrentUser() me: SignedInUser, @Query('done') done: unknown) {
    return { ...(await this.model(me)), notice: noticeOf(done) };
  }

  @Post()
  @Redirect('/admin/settings?done=settings', 303)
  async change(@CurrentUser() me: SignedInUser, @Body() body: unknown): Promise<void> {
    await orShowAgain({ view: 'pages/admin/settings', model: () => this.model(me) }, () =>
      this.settings.change(me, parseForm(settingsForm, body)),
    );
  }

  private async model(me: SignedInUser) {
    const { fixed, ...chosen } = await this.settings.read(me);
    return adminPage('settings', 'Settings', {
      // Not `settings`: under that name Express keeps its own among what a view is given.
      chosen,
      fixed: Object.fromEntries(fixed.map((name) => [name, true])),
      isAllFixed: fixed.length === Object.keys(chosen).length,
      megabytes: fileNumbers.map((field) => ({
        ...field,
        id: field.name.replaceAll('_', '-'),
        value: chosen[field.name],
        isFixed: fixed.includes(field.name),
        variable: field.name.toUpperCase(),
      })),
      levels: levels.map((value) => ({ value, ...levelLabels[value] })),
    });
  }
}
