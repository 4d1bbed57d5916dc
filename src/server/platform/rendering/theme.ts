import type { IncomingHttpHeaders } from 'node:http';
import { readChoice } from '../http/cookies.js';

/** The cookie in which a visitor's choice is kept; without it the pages follow the system's setting. */
export const themeCookie = 'samovar.theme';
export const themes = ['system', 'light', 'dark'] as const;

/** Chosen light or dark: the first paint has it. Undefined: by the system. */
export function themeOf(request: { headers: IncomingHttpHeaders }): 'light' | 'dark' | undefined {
  const chosen = readChoice(request, themeCookie);
  return chosen === 'light' || chosen === 'dark' ? chosen : undefined;
}
