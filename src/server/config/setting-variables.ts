/** Settings that the environment can fix, by variables of their names in capitals: lists of lines and rooms are for the page. */
import { z } from 'zod';
import type { Setting } from '../../shared/setting-kinds.js';
import { type ServerSettings, type SettingName, settings } from '../../shared/settings.js';

type Variables = {
  [Name in SettingName as Uppercase<Name>]: z.ZodOptional<z.ZodType<ServerSettings[Name]>>;
};

const setHere = 'set here, administrators cannot change it';

const beginning = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const listed = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** As the environment writes a setting, all of it text; null for those that it cannot. */
function variableOf(setting: Setting): z.ZodType | null {
  switch (setting.kind) {
    case 'onOff':
      return z.enum(['on', 'off'], 'must be on or off').transform((value) => value === 'on');
    case 'number': {
      const bounds = `must be a whole number from ${setting.least} to ${setting.most}`;
      return z.coerce.number(bounds).int(bounds).min(setting.least, bounds).max(setting.most, bounds);
    }
    case 'choice': {
      const values = Object.keys(setting.options);
      return z.enum(values, `must be ${listed.format(values)}`);
    }
    case 'several': {
      const values = `must be some of ${Object.keys(setting.options).join(', ')}, with commas between them`;
      const { schema } = setting;
      return z
        .string()
        .transform((value) => value.split(',').map((each) => each.trim()))
        .refine((given) => schema.safeParse(given).success, values)
        .transform((given) => schema.parse(given));
    }
    case 'text': {
      const { schema } = setting;
      return z
        .string()
        .refine((given) => schema.safeParse(given).success, `must be at most ${setting.longest} characters`)
        .transform((given) => schema.parse(given));
    }
    default:
      return null;
  }
}

export const settingVariables = Object.fromEntries(
  Object.entries<Setting>(settings).flatMap(([name, setting]) => {
    const variable = variableOf(setting);
    const about = setting.kind === 'onOff' ? `on: ${setting.about}` : beginning(setting.about);
    return variable ? [[name.toUpperCase(), variable.optional().describe(`${about}; ${setHere}`)]] : [];
  }),
) as unknown as Variables;
