/** Texts that a page hands to its scripts. */
import { texts } from '../../platform/languages/i18n.js';
import { scriptData } from '../../platform/rendering/view-helpers.js';

const plural = /_(zero|one|two|few|many|other)$/;

/** Language → the entries of these sentences and of their plural forms, as JSON for a page; what is missing is its own English text. */
export const handedTexts = (sentences: string[]) =>
  Object.fromEntries(
    Object.entries(texts).map(([language, entries]) => {
      const handed = Object.entries(entries).filter((entry) => isHanded(entry, entries, sentences));
      return [language, scriptData(Object.fromEntries(handed))];
    }),
  );

/** What says no more than its key does is not, unless another form would be said in its place. */
function isHanded(
  [key, text]: [string, string],
  entries: Record<string, string>,
  sentences: string[],
): boolean {
  const sentence = key.replace(plural, '');
  const { [`${sentence}_other`]: other = sentence } = entries;
  return sentences.includes(sentence) && (text !== sentence || other !== sentence);
}
