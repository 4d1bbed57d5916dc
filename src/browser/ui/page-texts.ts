import { Texts } from './texts.js';

const embedded = document.getElementById('texts')?.textContent ?? '{}';

/** What the server wrote into this page. */
const texts = new Texts(JSON.parse(embedded) as Record<string, string>, document.documentElement.lang);

const numbers = new Intl.NumberFormat(document.documentElement.lang);

/** 4,447, as the page's language writes it. */
export const number = (value: number): string => numbers.format(value);

export const t = (key: string, values?: Record<string, string | number>): string => texts.say(key, values);
