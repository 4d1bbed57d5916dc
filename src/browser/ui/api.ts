/** Asks the server by its REST interface, as the person who is signed in. */

import { t } from './page-texts.js';

/** What every change carries, as the page says it. */
export const csrfToken = (): string =>
  document.querySelector<HTMLMetaElement>('meta[name=csrf-token]')!.content;

/** The answer's body; null where there is none. Rejects with the server's sentence, or without an answer. */
export async function askServer<Body>(
  method: string,
  path: string,
  body?: unknown,
  more: RequestInit = {},
): Promise<Body> {
  const response = await fetch(path, {
    ...more,
    method,
    headers: {
      'x-csrf-token': csrfToken(),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const answer = (text === '' ? null : JSON.parse(text)) as Body & { detail?: string };
  if (!response.ok) throw new Refusal(answer?.detail ?? String(response.status));
  return answer;
}

/** With a sentence for people. */
export class Refusal extends Error {}

/** What to say of a question that was refused, or had no answer. */
export const sentenceOf = (error: unknown): string =>
  error instanceof Refusal ? error.message : t('There is no connection. Try again in a moment.');
