/** What the service worker says: where there is no page, the page's texts are not at hand. */

/** Language → sentence → its translation, put in by bin/build.mjs for every sentence that `translate` is called with here. */
declare const WORKER_TEXTS: Record<string, Record<string, string>>;

export const translate = (sentence: string, language: string): string =>
  WORKER_TEXTS[language]?.[sentence] ?? sentence;
