/** The line above an answer that says what it answers: it follows that message, whether that is on the page or not. */
import type { MessageView } from '../../shared/messages.js';
import { quoteOf } from '../../shared/rules/covered.js';
import { t } from '../ui/page-texts.js';

/** A message's new state, in all answers to it that are shown. */
export function showInQuotes(log: HTMLElement, { id, text, files, deletedAt }: MessageView): void {
  for (const answer of log.querySelectorAll(`[data-reply-to="${id}"]`)) {
    const quote = answer.querySelector('.quote-text');
    if (!quote) continue;
    const shown = deletedAt ? t('This message was deleted.') : quoteOf(text || files?.[0]?.name || '');
    if (quote.textContent !== shown) quote.textContent = shown;
  }
}
