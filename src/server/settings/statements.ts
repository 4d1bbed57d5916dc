/** Settings within statements: as they are stored, so that each node goes by the same one. */
import { settingDefaults, type SettingName } from '../../shared/settings.js';

/** A setting that is a number, a choice or a text, as an SQL expression of its text. */
export const textSetting = (name: SettingName): string =>
  `coalesce((select value #>> '{}' from settings where settings.name = '${name}'), '${String(settingDefaults[name])}')`;

/** A switch, as a condition. */
export const isOn = (name: SettingName): string => `(${textSetting(name)} = 'true')`;
