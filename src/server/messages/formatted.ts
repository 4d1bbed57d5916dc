/** A text as it is kept beside itself: formatted, with what the server alone knows to make of its parts. */
import { format } from '../../shared/rules/formatting.js';
import type { OwnEmoji } from '../../shared/rules/markdown/own-emoji.js';
import { highlight } from '../platform/highlighting/highlight.js';

export const formatted = (text: string, emoji: OwnEmoji): string | null => format(text, { emoji, highlight });
