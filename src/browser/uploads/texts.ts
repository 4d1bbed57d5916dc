/** What is said of files on their way: in their own script, as most pages never say any of it. */
import { Texts } from '../ui/texts.js';

/** Language → sentence, or its plural form → its translation, put in by bin/build.mjs for every sentence that `t` is called with here. */
declare const UPLOAD_TEXTS: Record<string, Record<string, string>>;

const { lang } = document.documentElement;
const texts = new Texts(UPLOAD_TEXTS[lang] ?? {}, lang);

export const t = (sentence: string, values?: Record<string, string | number>): string =>
  texts.say(sentence, values);
