import { Texts } from './texts.js';

const embedded = document.getElementById('texts')?.textContent ?? '{}';

/** What the server wrote into this page. */
const texts = new Texts(JSON.parse(embedded) as Record<string, string>, document.documentElement.lang);

export const t = (key: string, values?: Record<string, string | number>): string => texts.say(key, values);
