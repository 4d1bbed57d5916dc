/** One question with one thing to do about it. */
import { closeButton, openDialog } from './dialogs.js';
import { t } from './page-texts.js';

interface Question {
  title: string;
  about: string;
  /** What the button says that does it. */
  does: string;
  isDangerous?: boolean;
  /** Between the sentence and the buttons. */
  more?: HTMLElement | undefined;
  /** Where it is refused, its sentence stands in the dialog, which stays with all that was typed. */
  work: () => Promise<void>;
  sentenceOf: (error: unknown) => string;
}

/** Asks, and does it; answers with the dialog. The focus begins in the first field, or on the way out. */
export function ask({
  title,
  about,
  does,
  isDangerous = false,
  more,
  work,
  sentenceOf,
}: Question): HTMLDialogElement {
  const form = document.createElement('form');
  const heading = element('h2', title);
  const refusal = element('p', '');
  refusal.className = 'error';
  refusal.setAttribute('role', 'alert');
  const act = element('button', does);
  act.className = `button button-primary${isDangerous ? ' button-danger' : ''}`;
  const cancel = closeButton(() => dialog.close());
  cancel.textContent = t('Cancel');
  const actions = document.createElement('div');
  actions.className = 'actions dialog-actions';
  actions.append(cancel, act);
  form.append(heading, ...(about ? [element('p', about)] : []), ...(more ? [more] : []), refusal, actions);
  const dialog = openDialog('question', title, form);
  (more?.querySelector('input') ?? cancel).focus();
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    act.disabled = true;
    work()
      .then(() => dialog.close())
      .catch((error: unknown) => (refusal.textContent = sentenceOf(error)))
      .finally(() => (act.disabled = false));
  });
  return dialog;
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  text: string,
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
