/** What the templates of files and previews call, beside the helpers of all. */
import { filesLook } from '../../shared/rules/file-look.js';
import { fileSize } from '../../shared/rules/file-size.js';
import { previewLook } from '../../shared/rules/preview-look.js';

export const lookHelpers = {
  filesLook,
  previewLook,
  fileSize: (bytes: number) => fileSize(bytes, document.documentElement.lang),
};
