/** What the forms of the settings send, as a change of them. */
import { z } from 'zod';
import type { Setting } from '../../../shared/setting-kinds.js';
import { settings, settingsChange, type SettingsChange } from '../../../shared/settings.js';
import { FieldErrors, parseForm } from '../../platform/http/forms.js';

type Body = Record<string, unknown>;

export const linesOf = (sent: unknown): string[] =>
  (typeof sent === 'string' ? sent : '').split(/\r\n?|\n/).filter((line) => line.trim() !== '');

/** What boxes of one name sent; the field that goes with them when none is ticked is empty. */
export const ticked = (sent: unknown): unknown[] => [sent].flat().filter((value) => value !== '');

function valueOf(setting: Setting, sent: unknown): unknown {
  switch (setting.kind) {
    case 'onOff':
      return sent === 'on' ? true : sent === 'off' ? false : sent;
    case 'number':
      return typeof sent === 'string' && sent.trim() !== '' ? Number(sent) : null;
    case 'several':
      return ticked(sent);
    case 'lines':
      return linesOf(sent);
    default:
      return sent;
  }
}

/** What is not sent stays as it is: another form's, and what the environment sets. An empty number is none, and not the default. */
const settingsForm = z.preprocess((body) => {
  const sent = (body ?? {}) as Body;
  const given = Object.entries<Setting>(settings).filter(([name]) => name in sent);
  return Object.fromEntries(
    given.map(([name, setting]) => [name, valueOf(setting, sent[name]) ?? Number.NaN] as const),
  );
}, settingsChange);

/** Throws FieldErrors by the names of settings: what is wrong with a line is told beside the lines. */
export function parseSettings(body: unknown): SettingsChange {
  try {
    return parseForm(settingsForm, body);
  } catch (error) {
    if (!(error instanceof FieldErrors)) throw error;
    const byName = Object.entries(error.fields).map(([path, each]) => [path.split('.')[0]!, each] as const);
    throw new FieldErrors(Object.fromEntries(byName));
  }
}
