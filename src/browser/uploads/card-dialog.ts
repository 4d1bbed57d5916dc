/** What can be said and done about a file before it is sent: what a picture shows, and its place among the others. */
import { limits } from '../../shared/limits.js';
import { t } from './texts.js';
import type { Upload } from './upload.js';

/** Places to the left and to the right that there are for it. */
interface Place {
  mayMove(by: number): boolean;
  move(by: number): void;
}

/** As ui/dialogs.ts has it, which comes later than the page and earlier than this. */
export type OpenDialog = (className: string, label: string, content: HTMLElement) => HTMLDialogElement;

export function openCard(openDialog: OpenDialog, upload: Upload, place: Place): void {
  const { file, look } = upload;
  const form = document.createElement('form');
  form.method = 'dialog';
  const heading = document.createElement('h2');
  heading.className = 'cut';
  heading.append(Object.assign(document.createElement('bdi'), { textContent: file.name }));
  form.append(heading);
  const field = look ? describing(form, look, file.alt) : undefined;
  const actions = document.createElement('div');
  actions.className = 'actions';
  const moves = [
    [t('Move to the left'), -1],
    [t('Move to the right'), 1],
  ] as const;
  const buttons = moves.map(([label, by]) => {
    const made = button(label, () => {
      place.move(by);
      for (const [index, each] of buttons.entries()) each.disabled = !place.mayMove(moves[index]![1]);
    });
    made.disabled = !place.mayMove(by);
    return made;
  });
  const done = button(t('Done'), () => undefined);
  done.type = 'submit';
  done.classList.add('button-primary');
  actions.append(...buttons, done);
  form.append(actions);
  const dialog = openDialog('upload-options', file.name, form);
  dialog.addEventListener('close', () => {
    if (field && field.value.trim() !== (file.alt ?? '')) upload.describe(field.value.trim());
  });
  field?.focus();
  // Enter ends it, as everywhere where one line is asked for.
  field?.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    dialog.close();
  });
}

/** The picture, and the field in which it is said what it shows. */
function describing(form: HTMLFormElement, look: string, alt = ''): HTMLTextAreaElement {
  const picture = Object.assign(document.createElement('img'), {
    src: look,
    alt: '',
    className: 'upload-look',
  });
  const holder = document.createElement('div');
  holder.className = 'field';
  const field = document.createElement('textarea');
  Object.assign(field, { id: 'upload-alt', value: alt, rows: 2, maxLength: limits.altLength, dir: 'auto' });
  const label = document.createElement('label');
  label.htmlFor = field.id;
  label.textContent = t('What does it show?');
  const hint = document.createElement('p');
  hint.className = 'hint';
  hint.id = 'upload-alt-hint';
  hint.textContent = t('For those who cannot see it: one sentence is plenty.');
  field.setAttribute('aria-describedby', hint.id);
  holder.append(label, field, hint);
  form.append(picture, holder);
  return field;
}

function button(label: string, work: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'button';
  made.textContent = label;
  made.addEventListener('click', work);
  return made;
}
