/**
 * The first step of whatever a link allows: its code, which the page's script takes from behind the `#`, and which can be
 * pasted where there are no scripts. The second step has it in a field of its form, never in an address.
 */
import type { Response } from 'express';
import { codeIn } from '../../auth/sign-in/link-codes.js';
import { holdsSecret } from '../../platform/http/compressed-answers.js';
import { typed } from '../../platform/http/forms.js';

export interface CodePage {
  path: string;
  title: string;
  /** What the code is for, and where people have it from. */
  lead: string;
}

export const codeForm = ({ path, title, lead }: CodePage) => ({
  view: 'pages/account/code',
  model: { title, lead, action: path },
});

/** Asks for the code. Links once had it in the query: they lead on to where it is meant to be. */
export function askForCode(response: Response, page: CodePage, query: unknown): void {
  const code = typed(query, 'code');
  holdsSecret(response);
  if (code) return response.redirect(303, `${page.path}#${encodeURIComponent(code)}`);
  const { view, model } = codeForm(page);
  response.render(view, model);
}

/** The code that was sent, and whether that is all: then the form it opens is shown. */
export function sentCode(body: unknown, fields: readonly string[]): { code: string; isAll: boolean } {
  const isAll = fields.every((field) => (body as Record<string, unknown> | undefined)?.[field] === undefined);
  return { code: codeIn(typed(body, 'code')), isAll };
}
