/** What the templates of files, previews and lines of a room call, beside the helpers of all. */
import { filesLook } from '../../shared/rules/file-look.js';
import { fileSize } from '../../shared/rules/file-size.js';
import { previewLook } from '../../shared/rules/preview-look.js';
import type { About } from '../../shared/room-lines.js';
import { roomLine } from '../../shared/rules/room-line.js';
import { inNamesOfNow } from '../people/former-names.js';
import { t } from '../ui/page-texts.js';

/** What was said, in one line of it, by the names of now: what a room tells of itself, in the reader's language. */
function told(text: string, about?: About | { hash: object }): string {
  return about && 'what' in about ? roomLine(about, t) : inNamesOfNow(text);
}

export const lookHelpers = {
  filesLook,
  previewLook,
  roomLine: (about: About) => roomLine(about, t),
  told,
  fileSize: (bytes: number) => fileSize(bytes, document.documentElement.lang),
};
