/** What forms and addresses of admin pages carry. A field left empty is one that says nothing. */
import { z } from 'zod';
import { idText } from '../../../shared/ids.js';
import { plainText } from '../../../shared/text.js';
import { noSuchPage } from '../../platform/errors/app-error.js';

export const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

/** The id in an address. One that no thing can have leads nowhere, as does one that no thing has. */
export function idIn(address: unknown): number {
  const { success, data } = idText.safeParse(address);
  if (!success) throw noSuchPage();
  return data;
}

/** Where a page of a list begins: after this id, or before it. It stands in the address, so a wrong one is no page. */
export const cursor = z
  .unknown()
  .transform((value) => (value ? idIn(value) : undefined))
  .optional();

/** What somebody types to find something. */
export const searchText = optional(
  plainText(200, 'This is too long to search for: at most {{maximum}} characters.').transform((text) =>
    text.trim() === '' ? undefined : text.trim(),
  ),
);

/** `path?…` with the values that are there. */
export function withQuery(path: string, values: Record<string, string | number | null | undefined>): string {
  const entries = Object.entries(values).flatMap(([name, value]) =>
    value === undefined || value === null || value === '' ? [] : [[name, String(value)] as [string, string]],
  );
  const query = new URLSearchParams(entries).toString();
  return query === '' ? path : `${path}?${query}`;
}

/** How a list goes on, for views/admin/pager.hbs; undefined where it is all on one page. */
export function pager(
  path: string,
  values: Record<string, string | number | null | undefined>,
  { name, at, next, label }: { name: string; at: number | undefined; next: number | null; label: string },
) {
  if (at === undefined && next === null) return undefined;
  return {
    firstHref: at === undefined ? undefined : withQuery(path, values),
    nextHref: next === null ? undefined : withQuery(path, { ...values, [name]: next }),
    label,
  };
}

/** How many of a list stand on a page. */
export const pageSize = 50;
