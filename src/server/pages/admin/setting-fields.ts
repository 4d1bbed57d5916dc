/** The settings as views/admin/setting-field.hbs shows them, group by group. */
import { type Option, type Setting, settingGroups } from '../../../shared/setting-kinds.js';
import { type ServerSettings, type SettingName, settingNames, settingOf } from '../../../shared/settings.js';
import { ticked } from './settings-form.js';

interface Shown {
  chosen: ServerSettings;
  fixed: SettingName[];
  /** Names of the rooms that settings speak of, by their ids. */
  rooms: Map<number, string>;
  /** What somebody sent that was refused: it is shown again. */
  body?: Record<string, unknown> | undefined;
}

const switchOptions = ({ on, off }: { on: Option; off: Option }) => ({ on, off });

/** As a form writes a value. */
function written(value: unknown, rooms: Map<number, string>): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (Array.isArray(value))
    return value
      .map((each) => (typeof each === 'number' ? (rooms.get(each) ?? '') : String(each)))
      .join('\n');
  return String(value);
}

function optionsOf(setting: Setting, isChosen: (value: string) => boolean) {
  const options: Record<string, Option> =
    setting.kind === 'onOff' ? switchOptions(setting) : 'options' in setting ? setting.options : {};
  return Object.entries(options).map(([value, { label }]) => ({ value, label, isChosen: isChosen(value) }));
}

/** In words, or what is to be translated; undefined where the default is nothing at all. */
function defaultOf(setting: Setting) {
  const standard = written(setting.byDefault, new Map());
  if (standard === '') return undefined;
  const isStandard = (value: string) => standard.split('\n').includes(value);
  const options = optionsOf(setting, isStandard).filter(({ isChosen }) => isChosen);
  return options.length > 0 ? { options } : { text: standard };
}

function fieldOf(name: SettingName, { chosen, fixed, rooms, body = {} }: Shown) {
  const setting = settingOf(name);
  const value = written(chosen[name], rooms);
  const sent = name in body ? body[name] : undefined;
  const values = sent === undefined ? value.split('\n') : ticked(sent);
  const isFixed = fixed.includes(name);
  return {
    name,
    id: name.replaceAll('_', '-'),
    label: setting.label,
    hint: setting.hint,
    kind: setting.kind,
    isSelect: setting.kind === 'onOff' || setting.kind === 'choice',
    isArea: setting.kind === 'lines' || setting.kind === 'rooms',
    value: typeof sent === 'string' ? sent : value,
    options: optionsOf(setting, (each) => values.includes(each)),
    least: 'least' in setting ? setting.least : undefined,
    most: 'most' in setting ? setting.most : undefined,
    longest: 'longest' in setting ? setting.longest : undefined,
    standard: defaultOf(setting),
    canReset: !isFixed && value !== written(setting.byDefault, rooms),
    isFixed,
    variable: name.toUpperCase(),
  };
}

/** Groups that hold something, each with its fields: a form each. */
export function settingFields(shown: Shown) {
  const fields = settingNames.map((name) => ({ group: settingOf(name).group, field: fieldOf(name, shown) }));
  return Object.entries(settingGroups).flatMap(([id, { label }]) => {
    const own = fields.filter(({ group }) => group === id).map(({ field }) => field);
    return own.length === 0
      ? []
      : [{ id: `settings-${id}`, label, fields: own, isAllFixed: own.every(({ isFixed }) => isFixed) }];
  });
}
