/** Asks the server from the service worker, as the person who is signed in: there is no page to take a token from. */

/** The answer's body. Rejects with an `Unanswered` where nobody knows whether it was carried out. */
export async function askAsReader<Body>(method: string, path: string, body?: unknown): Promise<Body> {
  const { csrfToken } = await ask<{ csrfToken: string }>('/api/me');
  return ask(path, {
    method,
    headers: { 'x-csrf-token': csrfToken, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

export class Unanswered extends Error {}

async function ask<Body>(path: string, request: RequestInit = {}): Promise<Body> {
  const response = await fetch(path, { ...request, cache: 'no-store' }).catch(() => undefined);
  if (!response || response.status >= 500) throw new Unanswered();
  if (!response.ok) throw new Error(`answered ${response.status}`);
  return (await response.json()) as Body;
}
