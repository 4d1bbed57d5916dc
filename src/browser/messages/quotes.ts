/** The line above an answer that says what it answers: it follows that message, whether that is on the page or not. */
import type { MessageView } from '../../shared/messages.js';
import { quoteOf } from '../../shared/rules/words.js';
import type { ShownMessage } from '../core/stretch.js';
import { inNamesOfNow } from '../people/former-names.js';
import { t } from '../ui/page-texts.js';
import { htmlOf } from './page-messages.js';

/** A message's new state, in all answers to it that are shown. */
export function showInQuotes(log: HTMLElement, { id, text, html, files, deletedAt }: MessageView): void {
  for (const answer of log.querySelectorAll(`[data-reply-to="${id}"]`)) {
    const quote = answer.querySelector('.quote-text');
    if (!quote) continue;
    const shown = deletedAt ? t('This message was deleted.') : lineOf(text || files?.[0]?.name || '', html);
    if (quote.textContent !== shown) quote.textContent = shown;
  }
}

/** A message as a quote shows it, by the names that people have now. */
export const lineOf = (text: string, html?: string): string => inNamesOfNow(quoteOf(text, html));

/** What a quote shows of a message, whose markup is on the page only. */
export function quoteOn(element: HTMLElement, { text = '' }: ShownMessage): string {
  return lineOf(text, element.querySelector('.message-text.formatted') ? htmlOf(element) : undefined);
}
