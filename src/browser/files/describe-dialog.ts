/** Words for the pictures of a message, from its menu. */
import type { FileView } from '../../shared/files.js';
import { limits } from '../../shared/limits.js';
import { fileLook } from '../../shared/rules/file-look.js';
import { sentenceOf } from '../ui/api.js';
import { openDialog } from '../ui/dialogs.js';
import { t } from '../ui/page-texts.js';
import { describePicture } from './describe.js';
import { render } from './templates.js';

/** The focus goes back to `opener`. */
export function askToDescribe(files: FileView[], opener: HTMLElement): void {
  const pictures = files.filter(({ kind }) => kind === 'picture').map(fileLook);
  const form = render.describeForm({ pictures, isOne: pictures.length === 1, maxlength: limits.altLength });
  const dialog = openDialog('describe-dialog', t('Describe the picture'), form);
  const fields = [...form.querySelectorAll('textarea')];
  fields[0]?.focus();
  form.querySelector('[data-do=cancel]')!.addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => opener.focus({ preventScroll: true }));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    keep(fields)
      .then(() => dialog.close())
      .catch((error: unknown) => {
        const refusal = form.querySelector<HTMLElement>('.error')!;
        refusal.hidden = false;
        refusal.textContent = sentenceOf(error);
      });
  });
}

/** What was kept once is not asked for again where a later one is refused. */
async function keep(fields: HTMLTextAreaElement[]): Promise<void> {
  for (const field of fields) {
    const said = field.value.trim();
    if (said === field.defaultValue) continue;
    await describePicture(Number(field.dataset.id), said);
    field.defaultValue = said;
  }
}
