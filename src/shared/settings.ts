/** What administrators change while the server runs. */
import { z } from 'zod';
import { level } from './people.js';

const wholeMegabytes = 'Give a whole number of MB.';
const megabytes = (least: number) =>
  z.int(wholeMegabytes).min(least, wholeMegabytes).max(1_000_000_000, wholeMegabytes);

const shape = {
  default_level: level.describe('what people are told of in rooms, where they have not chosen otherwise'),
  push_hides_text: z
    .boolean('Use true or false.')
    .describe('notices on phones and browsers say nothing of the text, the room or the person'),
  file_mb: megabytes(1).describe('the largest file, in MB'),
  person_files_mb: megabytes(1).describe('all files of one person together, in MB'),
  server_files_mb: megabytes(0).describe(
    'all files of the server together, in MB; 0: as much as the disk holds',
  ),
  link_previews: z
    .boolean('Use true or false.')
    .describe('the server fetches what links in messages lead to, and shows a title and a picture'),
};

export const serverSettings = z.object(shape);
export type ServerSettings = z.output<typeof serverSettings>;
export type SettingName = keyof ServerSettings;

export const settingDefaults: ServerSettings = {
  default_level: 'mentions',
  push_hides_text: false,
  file_mb: 250,
  person_files_mb: 10_000,
  server_files_mb: 0,
  link_previews: true,
};

export const settingNames = Object.keys(settingDefaults) as SettingName[];

export const settingsView = z
  .object({
    ...shape,
    fixed: z
      .array(z.enum(Object.keys(shape) as (keyof typeof shape)[]))
      .describe('those that the environment of the server sets: they cannot be changed here'),
  })
  .meta({ id: 'Settings' });
export type SettingsView = z.output<typeof settingsView>;

const sayWhat = 'Say what to change, by the name of a setting.';

/** What is left out stays as it is. */
export const settingsChange = z
  .object(shape, sayWhat)
  .partial()
  .refine((change) => Object.values(change).some((value) => value !== undefined), sayWhat)
  .meta({ id: 'SettingsChange', example: { default_level: 'mentions' } });
export type SettingsChange = z.output<typeof settingsChange>;
