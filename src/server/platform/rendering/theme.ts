import type { IncomingHttpHeaders } from 'node:http';

/** The cookie in which a visitor's choice is kept; without it the pages follow the system's setting. */
export const themeCookie = 'samovar.theme';
export const themes = ['system', 'light', 'dark'] as const;

/** Chosen light or dark: the first paint has it. Undefined: by the system. */
export function themeOf({ headers }: { headers: IncomingHttpHeaders }): 'light' | 'dark' | undefined {
  const chosen = /(?:^|;\s*)samovar\.theme=(light|dark)(?:;|$)/.exec(headers.cookie ?? '')?.[1];
  return chosen as 'light' | 'dark' | undefined;
}
