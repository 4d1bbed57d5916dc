/**
 * The server's own formatting, so that what is on its way looks as it will. Its 40 kB are fetched when somebody begins to write
 * a text that needs them: most never do.
 */
import { mayBeFormatted } from '../../shared/rules/markup.js';

type Formatting = typeof import('../formatting.entry.js');

let formatting: Formatting | undefined;
let loading: Promise<void> | undefined;

/** Has it at hand by the time the text is sent. */
export function expectFormatting(text: string): void {
  if (mayBeFormatted(text)) void loaded();
}

/** The text as HTML; null where it stays as it is, a promise where nobody knows yet. */
export function formatted(text: string): string | null | Promise<string | null> {
  if (!mayBeFormatted(text)) return null;
  return formatting ? formatting.format(text) : loaded().then(() => formatting?.format(text) ?? null);
}

/** The first link of a text that has one; null without one, or where nobody knows. */
export async function linkIn(text: string): Promise<string | null> {
  if (!/https?:\/\//i.test(text)) return null;
  await loaded();
  return formatting?.firstLink(text) ?? null;
}

/** Resolves in any case: without it the text shows as it was written until the server has formatted it. */
function loaded(): Promise<void> {
  loading ??= load().catch(() => {
    loading = undefined;
  });
  return loading;
}

async function load(): Promise<void> {
  formatting = (await import(document.body.dataset.formatting!)) as Formatting;
}
