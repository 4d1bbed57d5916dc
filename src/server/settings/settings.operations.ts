import { Controller } from '@nestjs/common';
import { settingsChange, settingsView } from '../../shared/settings.js';
import type { Asked } from '../platform/operations/asked.js';
import { Carries } from '../platform/operations/carries.decorator.js';
import { operation } from '../platform/operations/operation.js';
import { SettingsService } from './settings.service.js';

const group = 'Administration';

const readSettings = operation({
  method: 'get',
  path: '/api/settings',
  group,
  summary: 'What the server does where nobody has chosen otherwise',
  who: 'admin',
  answers: { 200: settingsView },
});

const changeSettings = operation({
  method: 'patch',
  path: '/api/settings',
  group,
  summary: 'Change settings of the server',
  about:
    'They hold at once, on other nodes after a few seconds; null goes back to the default; what `fixed` names is refused',
  who: 'admin',
  body: settingsChange,
  answers: { 200: settingsView },
  refusals: ['conflict'],
});

@Controller()
export class SettingsOperations {
  constructor(private readonly settings: SettingsService) {}

  @Carries(readSettings)
  readSettings({ me }: Asked<typeof readSettings>) {
    return this.settings.read(me);
  }

  @Carries(changeSettings)
  changeSettings({ me, body }: Asked<typeof changeSettings>) {
    return this.settings.change(me, body);
  }
}
