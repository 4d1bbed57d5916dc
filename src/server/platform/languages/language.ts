import accepts from 'accepts';
import type { IncomingMessage } from 'node:http';
import { readChoice } from '../http/cookies.js';
import { defaultLanguage, languages } from './i18n.js';

/** The cookie in which a visitor's choice of language is kept. */
export const languageCookie = 'samovar.language';

// English first: where all are equally welcome, it is the one.
const offered = [defaultLanguage, ...languages.filter((language) => language !== defaultLanguage)];

/**
 * The language somebody chose, or else the one their browser prefers. Works for pages and for the socket's handshake,
 * which is no request of Express: hence the package that Express itself asks.
 */
export function languageOf(request: Pick<IncomingMessage, 'headers'>): string {
  const chosen = readChoice(request, languageCookie);
  if (chosen !== undefined && languages.includes(chosen)) return chosen;
  return accepts(request as IncomingMessage).language(offered) || defaultLanguage;
}
