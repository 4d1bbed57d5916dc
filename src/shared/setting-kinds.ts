/** What kinds of settings there are: what each may hold, and what a page needs to ask for it. */
import { z } from 'zod';
import { id } from './ids.js';
import { isBlank, isStorable, plainText } from './text.js';

/** Sections of the page, in their order. */
export const settingGroups = {
  server: { label: 'The server' },
  people: { label: 'Who may do what' },
  rooms: { label: 'Rooms' },
  notices: { label: 'Notices' },
  links: { label: 'Links' },
  files: { label: 'Files' },
  limits: { label: 'Limits' },
  peace: { label: 'Peace' },
} as const;
type SettingGroup = keyof typeof settingGroups;

interface Said {
  group: SettingGroup;
  /** What the page and the audit log call it. */
  label: string;
  /** Below the field: sentences, to be translated. */
  hint: string;
  /** For the documentation of the API and the environment: no sentence. */
  about: string;
}

export interface Option {
  label: string;
}

/** A switch. `on` and `off` are what it says on the page. */
export const onOff = (declared: Said & { byDefault: boolean; on: Option; off: Option }) => ({
  kind: 'onOff' as const,
  ...declared,
  schema: z.boolean('Use true or false.').describe(declared.about),
});

/** A whole number within bounds; its label says in what. */
export const wholeNumber = (declared: Said & { byDefault: number; least: number; most: number }) => ({
  kind: 'number' as const,
  ...declared,
  schema: z
    .int('Give a whole number.')
    .min(declared.least, 'Give a number of {{minimum}} at least.')
    .max(declared.most, 'Give a number of {{maximum}} at most.')
    .describe(declared.about),
});

const noSuchChoice = 'There is no such choice. Take one of those offered.';

/** One of several. */
export const choice = <const Value extends string>(
  declared: Said & { byDefault: NoInfer<Value>; options: Record<Value, Option> },
) => ({
  kind: 'choice' as const,
  ...declared,
  schema: z.enum(Object.keys(declared.options) as Value[], noSuchChoice).describe(declared.about),
});

/** At least one of several, each once and in their order. */
export const several = <const Value extends string>(
  declared: Said & { byDefault: NoInfer<Value>[]; options: Record<Value, Option> },
) => ({
  kind: 'several' as const,
  ...declared,
  schema: z
    .array(z.enum(Object.keys(declared.options) as Value[], noSuchChoice), 'Give a list.')
    .min(1, 'Choose one at least.')
    .overwrite((chosen) => (Object.keys(declared.options) as Value[]).filter((each) => chosen.includes(each)))
    .describe(declared.about),
});

/** A line of text. */
export const text = (declared: Said & { byDefault: string; longest: number }) => ({
  kind: 'text' as const,
  ...declared,
  schema: plainText(declared.longest, 'This is too long: at most {{maximum}} characters.')
    .overwrite((given) => given.replace(/\s+/g, ' ').trim())
    .refine((given) => !isBlank(given), 'Enter some text here.')
    .describe(declared.about),
});

/** Lines of text, each once; none by default. */
export const lines = (declared: Said & { most: number; longest: number }) => ({
  kind: 'lines' as const,
  byDefault: [] as string[],
  ...declared,
  schema: z
    .array(
      z
        .string('Give a list of lines.')
        .max(declared.longest, 'A line is too long: at most {{maximum}} characters.')
        .refine(isStorable, 'This text has characters that cannot be stored. Remove them and try again.'),
      'Give a list of lines.',
    )
    .overwrite((given) => [...new Set(given.map((line) => line.trim()))].filter((line) => !isBlank(line)))
    .max(declared.most, 'There are too many lines: at most {{maximum}}.')
    .describe(declared.about),
});

/** Ids of rooms; none by default. The page shows and takes their names. */
export const rooms = (declared: Said & { most: number }) => ({
  kind: 'rooms' as const,
  byDefault: [] as number[],
  ...declared,
  schema: z
    .array(id, 'Give a list of ids of rooms.')
    .overwrite((given) => [...new Set(given)])
    .max(declared.most, 'There are too many rooms: at most {{maximum}}.')
    .describe(declared.about),
});

export type Setting =
  | ReturnType<typeof onOff>
  | ReturnType<typeof wholeNumber>
  | ReturnType<typeof choice<string>>
  | ReturnType<typeof several<string>>
  | ReturnType<typeof text>
  | ReturnType<typeof lines>
  | ReturnType<typeof rooms>;
