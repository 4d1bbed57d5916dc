import type { IncomingHttpHeaders } from 'node:http';
import { languages, preferredLanguage } from './i18n.js';

/** The cookie in which a visitor's choice of language is kept. */
export const languageCookie = 'samovar.language';

/** The language somebody chose, or else the one their browser prefers. Works for pages and for the socket's handshake. */
export function languageOf({ headers }: { headers: IncomingHttpHeaders }): string {
  const chosen = /(?:^|;\s*)samovar\.language=([A-Za-z-]+)/.exec(headers.cookie ?? '')?.[1];
  return chosen !== undefined && languages.includes(chosen)
    ? chosen
    : preferredLanguage(headers['accept-language']);
}
