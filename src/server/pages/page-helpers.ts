/** What the templates of this product may call beside the helpers of every page: how a person looks, a file, what a link leads to. */
import { personPath } from '../../shared/paths.js';
import type { FileView } from '../../shared/files.js';
import type { About } from '../../shared/room-lines.js';
import type { PreviewView } from '../../shared/previews.js';
import { filesLook } from '../../shared/rules/file-look.js';
import { fileSize } from '../../shared/rules/file-size.js';
import { previewLook } from '../../shared/rules/preview-look.js';
import { erasedName } from '../../shared/rules/erased-name.js';
import { constantText } from '../platform/languages/i18n.js';
import type { UserView } from '../../shared/people.js';
import { initials, tint, whoWord } from '../../shared/rules/person-look.js';
import { roomLine } from '../../shared/rules/room-line.js';
import { filledText } from '../platform/languages/i18n.js';
import type { Helpers } from '../platform/rendering/view-helpers.js';

interface HelperOptions {
  data: { root: { language?: string } };
}

export const pageHelpers: Helpers = {
  who: (person: UserView) => whoWord(person),
  /** What somebody is called: whoever was erased has no name, but words in the reader's language. */
  called: (name: string, { data }: HelperOptions) =>
    name === erasedName ? constantText(data.root.language ?? 'en', erasedName) : name,
  initials: (name: string) => initials(name),
  tint: (id: number) => tint(id),
  /** Where somebody's name leads. */
  personPath: (username: string) => personPath(username),
  /** `{{fileSize 2100000}}` → 2.1 MB. */
  fileSize: (bytes: number, { data }: HelperOptions) => fileSize(bytes, data.root.language ?? 'en'),
  filesLook: (files: FileView[]) => filesLook(files),
  previewLook: (preview: PreviewView) => previewLook(preview),
  /** The sentence of a line in which a room tells what became of it. */
  roomLine: (about: About, { data }: HelperOptions) => lineIn(about, data.root.language),
  /** What was said, in one line of it: what a room tells of itself, in the reader's language. */
  told: (text: string, about: About | undefined, { data }: HelperOptions) =>
    about ? lineIn(about, data.root.language) : text,
};

const lineIn = (about: About, language = 'en'): string =>
  roomLine(about, (text, values = {}) => filledText(language, text, values));
