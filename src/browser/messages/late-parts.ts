/**
 * Files of a message, and what its link leads to: their templates come later (message-parts.ts), as few first pages have any. A
 * message that comes before them gets an element that knows what it waits to show.
 */
import type { MessageView } from '../../shared/messages.js';
import { inNamesOfNow } from '../people/former-names.js';
import { registerHelpers, registerPartials, written } from '../ui/handlebars.js';

interface LateParts {
  /** Something waits for the templates: set by expect-parts.ts. */
  want?: () => void;
  /** Gives pictures the words of another state of them; set once the templates are there. */
  describeAgain?: (old: HTMLElement, fresh: HTMLElement) => void;
}

export const lateParts: LateParts = {};

const asIs = (value: unknown) => value;
const toCome =
  (name: string, of: (shown: never) => unknown = asIs) =>
  (shown: unknown) => {
    lateParts.want?.();
    return `<div class="${name}" data-waits="${written(JSON.stringify(of(shown as never)))}"></div>`;
  };

registerHelpers({ filesLook: asIs, previewLook: asIs, told: inNamesOfNow });
registerPartials({
  'files/files': toCome('files'),
  'messages/preview': toCome('preview'),
  'messages/pinned': toCome('pinned', ({ pinnedAt, pinnedBy }: MessageView) => ({ pinnedAt, pinnedBy })),
  'messages/tells': toCome('tells'),
});
