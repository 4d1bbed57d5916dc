import type { MessageView } from '../../../shared/messages.js';
import { isSaid } from '../../../shared/rules/is-said.js';

/** Files, previews, coloured code, pins: how they look comes later on pages that have none of them. */
export const hasLateParts = ({ files, preview, html, pinnedAt, kind }: MessageView): boolean =>
  Boolean(files ?? preview ?? pinnedAt) || !isSaid(kind) || html?.includes('"code-') === true;
