import type { IncomingHttpHeaders } from 'node:http';
import { readChoice } from '../../platform/http/cookies.js';

/** Whether the reader has closed the list of people beside rooms; the script of the room writes it (people-panel.ts there). */
export const isPeopleClosed = (request: { headers: IncomingHttpHeaders }): boolean =>
  readChoice(request, 'samovar.people') === 'closed';
