/** Requests as they are recorded, and their bytes. What belongs to a person or may be used once is a placeholder until then. */
import type { Random } from '../random.js';
import { uuid } from './mutations.js';
import type { Part, Persona } from '../persona.js';

export interface RecordedRequest {
  part: Part;
  method: string;
  target: string;
  headers: [string, string][];
  body?: string;
}

export const placeholders = { csrf: '0csrf0', clientId: '0client0' };

/** In a text that was recorded: ids that must be new each time, so that a repeat is no repeat of the first. */
export const withPlaceholders = (text: string): string =>
  text.replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, placeholders.clientId);

export const filled = (text: string, random: Random): string =>
  text.replaceAll(placeholders.clientId, () => uuid(random));

/** The bytes of a request of somebody, its length right. */
export function bytesOf(request: RecordedRequest, persona: Persona, random: Random): Buffer {
  const fill = (text: string) =>
    filled(text, random).replaceAll(placeholders.csrf, encodeURIComponent(persona.csrf));
  const body = request.body === undefined ? undefined : Buffer.from(fill(request.body));
  const lines = [
    ['Host', 'chat.example'],
    ['Connection', 'close'],
    ...persona.headers,
    ...request.headers,
    ...(body === undefined ? [] : [['Content-Length', String(body.length)]]),
  ];
  // The last one of a name that is changed counts: a mutation is added behind.
  const later = new Map(lines.map(([name, value]) => [name!.toLowerCase(), [name!, value!]]));
  const head = [...later.values()].map(([name, value]) => `${name}: ${value}\r\n`).join('');
  // Latin-1, so that a header may hold any byte.
  const first = Buffer.from(`${request.method} ${fill(request.target)} HTTP/1.1\r\n${head}\r\n`, 'latin1');
  return body === undefined ? first : Buffer.concat([first, body]);
}
