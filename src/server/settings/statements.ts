/** Settings within statements: as they are stored, so that each node goes by the same one. */
import { settingDefaults, type SettingName } from '../../shared/settings.js';

/** A setting that is a number, a choice or a text, as an SQL expression of its text. */
export const textSetting = (name: SettingName): string =>
  `coalesce((select value #>> '{}' from settings where settings.name = '${name}'), '${String(settingDefaults[name])}')`;

/** A switch, as a condition. */
export const isOn = (name: SettingName): string => `(${textSetting(name)} = 'true')`;

/** The logo lies beside the settings, as a file (its id) and its version; the only row that no administrator writes as a setting. */
export const logoName = 'server_logo';

/** One row at most: file_id, version. */
export const logoRow = `select (value ->> 'fileId')::bigint as file_id, value ->> 'version' as version
  from settings where settings.name = '${logoName}'`;

/** Of the one row of `file` (id). */
export const setLogo = (file: string, version: string): string => `insert into settings (name, value)
  select '${logoName}', jsonb_build_object('fileId', ${file}.id, 'version', ${version}::text) from ${file}
  on conflict (name) do update set value = excluded.value, changed_at = now() returning name`;

export const unsetLogo = `delete from settings where settings.name = '${logoName}'
  returning (value ->> 'fileId')::bigint as file_id`;
