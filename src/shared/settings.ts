/** What administrators change while the server runs. */
import { z } from 'zod';
import { level } from './people.js';

const shape = {
  default_level: level.describe('what people are told of in rooms, where they have not chosen otherwise'),
  push_hides_text: z
    .boolean('Use true or false.')
    .describe('notices on phones and browsers say nothing of the text, the room or the person'),
};

export const serverSettings = z.object(shape);
export type ServerSettings = z.output<typeof serverSettings>;
export type SettingName = keyof ServerSettings;

export const settingDefaults: ServerSettings = { default_level: 'mentions', push_hides_text: false };

export const settingNames = Object.keys(settingDefaults) as SettingName[];

export const settingsView = z
  .object({
    ...shape,
    fixed: z
      .array(z.enum(['default_level', 'push_hides_text']))
      .describe('those that the environment of the server sets: they cannot be changed here'),
  })
  .meta({ id: 'Settings' });
export type SettingsView = z.output<typeof settingsView>;

const sayWhat = 'Say what to change: default_level or push_hides_text.';

/** What is left out stays as it is. */
export const settingsChange = z
  .object(shape, sayWhat)
  .partial()
  .refine((change) => Object.values(change).some((value) => value !== undefined), sayWhat)
  .meta({ id: 'SettingsChange', example: { default_level: 'mentions' } });
export type SettingsChange = z.output<typeof settingsChange>;
