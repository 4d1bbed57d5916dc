/** Sizes as people read them: decimal units in the words of a language, the digits that matter. */

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

const writers = new Map<string, Intl.NumberFormat>();

/** Making one takes as long as writing a hundred sizes. */
function writer(language: string, unit: string, digits: number): Intl.NumberFormat {
  const key = `${language} ${unit} ${digits}`;
  const known = writers.get(key);
  if (known) return known;
  const options = { style: 'unit', unit, unitDisplay: 'narrow', maximumFractionDigits: digits } as const;
  const made = new Intl.NumberFormat(language, options);
  writers.set(key, made);
  return made;
}

/** Of so many bytes: `12 B`, `2.1 MB`, `412 MB`; `2,1 МБ` in Russian. A line does not break within it. */
export function fileSize(bytes: number, language: string): string {
  let [step, value] = [0, bytes];
  // What would be written as 1000 is 1 of the next.
  while (Math.round(value) >= 1000 && step < units.length - 1) [step, value] = [step + 1, value / 1000];
  const digits = step === 0 || value >= 9.95 ? 0 : 1;
  const parts = writer(language, units[step]!, digits).formatToParts(value);
  const text = (isUnit: boolean) =>
    parts.flatMap(({ type, value: part }) =>
      type === 'literal' || (type === 'unit') !== isUnit ? [] : [part],
    );
  return `${text(false).join('')}\u00a0${text(true).join('')}`;
}
