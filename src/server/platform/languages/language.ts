import accepts from 'accepts';
import type { IncomingMessage } from 'node:http';
import { readChoice } from '../http/cookies.js';
import { defaultLanguage, languages } from './i18n.js';

/** The cookie in which a visitor's choice of language is kept. */
export const languageCookie = 'samovar.language';

// English first: where all are equally welcome, it is the one.
let offered = [defaultLanguage, ...languages.filter((language) => language !== defaultLanguage)];

/** Which of our languages people are spoken to in from now on, by this process: whatever is asked, it is asked of a request alone. */
export function offerLanguages(chosen: string[]): void {
  offered = [defaultLanguage, ...languages.filter((language) => language !== defaultLanguage)].filter(
    (language) => chosen.includes(language),
  );
}

/**
 * The language somebody chose, or else the one their browser prefers. Works for pages and for the socket's handshake,
 * which is no request of Express: hence the package that Express itself asks.
 */
export function languageOf(request: Pick<IncomingMessage, 'headers'>): string {
  const chosen = readChoice(request, languageCookie);
  if (chosen !== undefined && offered.includes(chosen)) return chosen;
  return accepts(request as IncomingMessage).language(offered) || offered[0]!;
}
