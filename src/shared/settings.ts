/**
 * What administrators change while the server runs. Each setting is declared here once: what is stored, the page, the API, the
 * variable of the environment and the audit log follow from it.
 */
import { z } from 'zod';
import { limits } from './limits.js';
import { choice, lines, onOff, rooms, several, type Setting, text, wholeNumber } from './setting-kinds.js';

const mostMegabytes = 1_000_000_000;

export const settings = {
  server_name: text({
    group: 'server',
    label: 'Name of the server',
    hint: 'In the titles of pages and at their top, in mails and notices, and where the app is installed.',
    about: 'what the server is called, on pages, in mails and notices',
    byDefault: 'Samovar',
    longest: 40,
  }),
  languages: several({
    group: 'server',
    label: 'Languages',
    hint: 'What people choose from. Whoever chose another one is spoken to in the one of these that their browser prefers.',
    about: 'languages that pages are offered in',
    byDefault: ['en', 'ru'],
    options: { en: { label: 'English' }, ru: { label: 'Russian' } },
  }),
  registration: choice({
    group: 'people',
    label: 'Who may register?',
    hint: 'Where one needs the link, it stands among the people, and can be made anew there. Where nobody may, you make accounts yourself.',
    about: 'who may register: anyone, those with the link, nobody',
    byDefault: 'open',
    options: {
      open: { label: 'anyone' },
      link: { label: 'those with the link' },
      closed: { label: 'nobody' },
    },
  }),
  rooms_by: choice({
    group: 'people',
    label: 'Who may make rooms?',
    hint: 'Conversations between people are no rooms: those begin for everybody.',
    about: 'who may make rooms: everyone, admins',
    byDefault: 'everyone',
    options: { everyone: { label: 'everybody' }, admins: { label: 'administrators only' } },
  }),
  invitations_by: choice({
    group: 'people',
    label: 'Who may invite people?',
    hint: 'By a link, to the server and into rooms. Whoever registers by one needs no other right to.',
    about: 'who may make invitations: admins; keepers into the rooms they look after; members',
    byDefault: 'keepers',
    options: {
      admins: { label: 'administrators only' },
      keepers: { label: 'keepers, into their rooms' },
      members: { label: 'every member' },
    },
  }),
  newcomer_rooms: rooms({
    group: 'people',
    label: 'Rooms that newcomers are in',
    hint: 'One a line. Whoever gets an account, but for guests, is a member of them at once.',
    about: 'ids of the rooms that whoever gets an account is in at once',
    most: 20,
  }),
  message_length: wholeNumber({
    group: 'limits',
    label: 'Longest message, in characters',
    hint: 'For what is written or changed from now on. Whoever writes cannot go on beyond it.',
    about: 'the longest message, in characters',
    byDefault: limits.messageLength,
    least: 100,
    most: limits.messageLength,
  }),
  messages_at_once: wholeNumber({
    group: 'limits',
    label: 'Messages that one person sends within 3 seconds',
    hint: 'A long text full of formatting counts as several. Programs that write by the API meet this limit, too.',
    about: 'messages that one person may send within 3 seconds',
    byDefault: 30,
    least: 3,
    most: 300,
  }),
  uploads_a_minute: wholeNumber({
    group: 'limits',
    label: 'Files that one person sends within a minute',
    hint: 'How large they may be, and how much one person may have, stands with the files.',
    about: 'files that one person may send within a minute',
    byDefault: 120,
    least: 1,
    most: 1_000,
  }),
  registrations_an_hour: wholeNumber({
    group: 'limits',
    label: 'Accounts that are made from one address within an hour',
    hint: 'An office or a school is one address.',
    about: 'accounts that may be made from one address within an hour',
    byDefault: 60,
    least: 1,
    most: 1_000,
  }),
  wrong_passwords: wholeNumber({
    group: 'limits',
    label: 'Wrong passwords within 15 minutes',
    hint: 'For one name from one address; then signing in is refused there for a while. After a few each takes longer.',
    about: 'wrong passwords for one name from one address within 15 minutes',
    byDefault: 40,
    least: 5,
    most: 100,
  }),
  rooms_a_day: wholeNumber({
    group: 'limits',
    label: 'Rooms that one person makes in a day',
    hint: 'Administrators may make ten times as many.',
    about: 'rooms that one person may make in a day',
    byDefault: 20,
    least: 1,
    most: 10_000,
  }),
  conversations_a_day: wholeNumber({
    group: 'limits',
    label: 'Conversations that one person begins in a day',
    hint: 'With people whom they have not written to before. Administrators may begin ten times as many.',
    about: 'conversations with people not written to before that one person may begin in a day',
    byDefault: 100,
    least: 1,
    most: 10_000,
  }),
  default_level: choice({
    group: 'notices',
    label: 'In rooms, call people for',
    hint: 'For everybody who has not chosen otherwise, for a room or for all of them. The numbers beside rooms count what is new all the same.',
    about: 'what people are told of in rooms, where they have not chosen otherwise',
    byDefault: 'mentions',
    options: {
      all: { label: 'everything' },
      mentions: { label: 'mentions' },
      nothing: { label: 'nothing' },
    },
  }),
  push_hides_text: onOff({
    group: 'notices',
    label: 'Notices on phones and browsers',
    hint: 'They pass through the servers of whoever makes the browser, encrypted, and show on locked screens. People can hide the text for themselves where you do not.',
    about: 'notices on phones and browsers say nothing of the text, the room or the person',
    byDefault: false,
    on: { label: 'hide the text, the room and the person' },
    off: { label: 'show the text' },
  }),
  link_previews: onOff({
    group: 'links',
    label: 'What links in messages lead to',
    hint: 'The server asks for the page once, whoever reads the message. People can hide it for themselves, and authors below what they write.',
    about: 'the server fetches what links in messages lead to, and shows a title and a picture',
    byDefault: true,
    on: { label: 'is shown: a title, a sentence, a picture' },
    off: { label: 'is not shown, and nothing is fetched' },
  }),
  file_mb: wholeNumber({
    group: 'files',
    label: 'Largest file, in MB',
    hint: 'What is larger is refused before it is sent.',
    about: 'the largest file, in MB',
    byDefault: 250,
    least: 1,
    most: mostMegabytes,
  }),
  person_files_mb: wholeNumber({
    group: 'files',
    label: 'All files of one person, in MB',
    hint: 'Whoever has more deletes messages with files first.',
    about: 'all files of one person together, in MB',
    byDefault: 10_000,
    least: 1,
    most: mostMegabytes,
  }),
  server_files_mb: wholeNumber({
    group: 'files',
    label: 'All files of the server, in MB',
    hint: 'With 0 as much as the disk holds, but for the 500 MB that always stay free.',
    about: 'all files of the server together, in MB; 0: as much as the disk holds',
    byDefault: 0,
    least: 0,
    most: mostMegabytes,
  }),
  word_list: lines({
    group: 'peace',
    label: 'Words that hold a text back',
    hint: 'One a line; with * at its end all words that begin so. Found whole, in any case and spelling, in messages, topics, statuses and names, whoever writes them.',
    about: 'words that hold a text back; with * at the end all that begin so',
    most: 1_000,
    longest: 50,
  }),
  raid_guard: onOff({
    group: 'peace',
    label: 'During a raid',
    hint: 'Moderators can switch this on the page of reports, too. They write at any time.',
    about: 'only people who have been here for a day may write',
    byDefault: false,
    on: { label: 'only people who have been here for a day can write' },
    off: { label: 'everybody can write' },
  }),
};

type Settings = typeof settings;
export type SettingName = keyof Settings;
export type ServerSettings = { [Name in SettingName]: z.output<Settings[Name]['schema']> };

export const settingNames = Object.keys(settings) as SettingName[];

export const settingOf = (name: SettingName): Setting => settings[name];

const each = <Value>(valueOf: (name: SettingName) => Value) =>
  Object.fromEntries(settingNames.map((name) => [name, valueOf(name)]));

export const settingDefaults = each((name) => settings[name].byDefault) as ServerSettings;

const shape = each((name) => settings[name].schema) as { [Name in SettingName]: Settings[Name]['schema'] };

const changes = each((name) => settings[name].schema.nullable().optional()) as {
  [Name in SettingName]: z.ZodOptional<z.ZodNullable<Settings[Name]['schema']>>;
};

export const settingsView = z
  .object({
    ...shape,
    fixed: z
      .array(z.enum(settingNames))
      .describe('those that the environment of the server sets: they cannot be changed here'),
  })
  .meta({ id: 'Settings' });
export type SettingsView = z.output<typeof settingsView>;

const sayWhat = 'Say what to change, by the name of a setting.';

/** What is left out stays as it is; null goes back to the default. */
export const settingsChange = z
  .object(changes, sayWhat)
  .refine((change) => Object.values(change).some((value) => value !== undefined), sayWhat)
  .meta({ id: 'SettingsChange', example: { default_level: 'mentions' } });
export type SettingsChange = z.output<typeof settingsChange>;
