/** Bytes as people read them: 640 kB, 2.1 MB. */

const units = ['B', 'kB', 'MB', 'GB'] as const;
const { lang } = document.documentElement;
const whole = new Intl.NumberFormat(lang, { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat(lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
/** How the page's language writes the units. */
const names: Record<string, readonly string[]> = { ru: ['Б', 'кБ', 'МБ', 'ГБ'] };

function powerOf(bytes: number): number {
  const power = bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3);
  return Math.min(power, units.length - 1);
}

function inUnit(bytes: number, power: number): string {
  return (power < 2 ? whole : tenths).format(bytes / 1000 ** power);
}

export function sizeText(bytes: number): string {
  const power = powerOf(bytes);
  return `${inUnit(bytes, power)} ${(names[lang] ?? units)[power]!}`;
}

/** The two numbers of "2.1 of 3.4 MB", in the unit of the whole. */
export function partText(part: number, bytes: number): { part: string; whole: string } {
  return { part: inUnit(part, powerOf(bytes)), whole: sizeText(bytes) };
}

/** 0:23, 12:05. */
export function lengthText(seconds: number): string {
  const rounded = Math.round(seconds);
  return `${Math.floor(rounded / 60)}:${String(rounded % 60).padStart(2, '0')}`;
}
