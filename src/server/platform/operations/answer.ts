/** What an operation answers with: a status, a body, and how to go on. */
import type { Request, Response } from 'express';
import type { Operation } from './operation.js';

interface Answered {
  request: Request;
  response: Response;
}

export function sendAnswer(operation: Operation, { request, response }: Answered, body: unknown): void {
  const { next } = (body ?? {}) as { next?: number | string | null };
  if (operation.cursor && next) linkTo({ request, response }, 'next', { [operation.cursor]: next });
  response.status(statusOf(operation, body));
  if (body === undefined) response.end();
  else if (operation.type) response.type(operation.type).send(body);
  else response.json(body);
}

function statusOf({ answers, statusOf }: Operation, body: unknown): number {
  return statusOf ? statusOf(body as never) : Number(Object.keys(answers)[0]);
}

const placesInLists = ['before', 'after', 'around', 'since'];

/** Adds a `Link` to the same list at another place. */
export function linkTo(
  { request, response }: Answered,
  relation: 'next' | 'prev',
  place: Record<string, number | string>,
): void {
  const [path = '', query] = request.originalUrl.split('?', 2);
  const parameters = new URLSearchParams(query);
  for (const name of placesInLists) parameters.delete(name);
  for (const [name, value] of Object.entries(place)) parameters.set(name, String(value));
  response.append('Link', `<${path}?${parameters.toString()}>; rel="${relation}"`);
}
