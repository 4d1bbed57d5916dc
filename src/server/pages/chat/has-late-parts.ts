import type { MessageView } from '../../../shared/messages.js';

/** Files, previews, coloured code, pins: how they look comes later on pages that have none of them. */
export const hasLateParts = ({ files, preview, html, pinnedAt, kind }: MessageView): boolean =>
  Boolean(files ?? preview ?? pinnedAt) || kind === 'pin' || html?.includes('"code-') === true;
