import type { Request } from 'express';
import { isFromOwnPage } from './own-origin.js';
import { pagePath } from './page-path.js';

export interface TypedField {
  name: string;
  /** Empty for passwords, which are never given back. */
  value: string;
  kind: 'textarea' | 'text' | 'password' | 'hidden';
  /** What to call it; hidden ones need none. */
  label?: string;
}

type Appearance = Pick<TypedField, 'kind' | 'label'>;

/** Fields that people fill in. Any other one is the page's own and goes along unseen. */
const appearances: Record<string, Appearance> = {
  text: { kind: 'textarea', label: 'Message' },
  topic: { kind: 'text', label: 'Topic' },
  room: { kind: 'text', label: 'Room' },
  username: { kind: 'text', label: 'Username' },
  password: { kind: 'password', label: 'Password' },
  currentPassword: { kind: 'password', label: 'Current password' },
};

/** Statuses after which sending the same again can make sense. */
const worthAnotherTry = new Set([403, 409, 422, 429, 500, 503]);

/**
 * What a refused form's sender had typed, to be given back on the error page: `typedText` to copy, and `fields` of a
 * form that sends it again. Nothing for a form of another page than ours: its button would do what that page wanted.
 */
export function typedFields(request: Request, status: number) {
  if (request.method !== 'POST' || !isFromOwnPage(request)) return {};
  const fields: TypedField[] = Object.entries((request.body ?? {}) as Record<string, unknown>)
    .filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[0] !== '_csrf')
    .map(([name, value]) => field(name, value));
  const typedText = fields.find(({ kind }) => kind === 'textarea')?.value;
  if (status === 401)
    return { typedText, signInPath: `/login?next=${encodeURIComponent(pagePath(request))}` };
  return worthAnotherTry.has(status) ? { action: request.originalUrl, fields } : { typedText };
}

function field(name: string, value: string): TypedField {
  const appearance = Object.hasOwn(appearances, name) ? appearances[name]! : { kind: 'hidden' as const };
  return { name, value: appearance.kind === 'password' ? '' : value, ...appearance };
}
