import { hasValues, isValues } from '../../../shared/rules/search-filters.js';

/** What of a query was not understood: a sentence, as the key of its translations, and what belongs into it. */
export interface Note {
  sentence: string;
  values: Record<string, string | number>;
}

const note = (sentence: string, values: Note['values']): Note => ({ sentence, values });

/** Longer ones are cut: what is said about them must not be longer than what was asked. */
const longest = 60;
const shown = (value: string): string =>
  value.length > longest ? `${value.slice(0, longest).toWellFormed()}…` : value;

export const nobody = (value: string) =>
  note('Nobody here is called “{{value}}”. Check the spelling.', { value: shown(value) });

/** Of a room of others the same as of none. */
export const noRoom = (value: string) =>
  note('You are in no room that is called “{{value}}”.', { value: shown(value) });

export const noDay = (value: string) =>
  note('“{{value}}” is no day. Write one like this: 2024-03-01, 2024, yesterday or "last week".', {
    value: shown(value),
  });

export const nothingToHave = (value: string) =>
  note('Messages cannot have “{{value}}”. Choose one of these: {{choices}}.', {
    value: shown(value),
    choices: hasValues.join(', '),
  });

export const nothingToBe = (value: string) =>
  note('Messages cannot be “{{value}}”. Choose one of these: {{choices}}.', {
    value: shown(value),
    choices: isValues.join(', '),
  });

export const asWritten = (written: string) =>
  note('To find {{written}} as it is written, put it in quotation marks.', {
    written: `“${shown(written)}”`,
  });

export const tooMany = (limit: number) =>
  note('This asks for too much at once: only the first {{limit}} filters count.', { limit });
