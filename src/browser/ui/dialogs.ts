/** Dialogs made by script: modal, closed by Esc, by their button, or by a press beside them. */
import { t } from './page-texts.js';

/** Shows a dialog with this content; it is gone when closed, and the focus is back where it was. */
export function openDialog(className: string, label: string, ...content: HTMLElement[]): HTMLDialogElement {
  const dialog = document.createElement('dialog');
  dialog.className = `floating ${className}`;
  dialog.setAttribute('aria-label', label);
  dialog.append(...content);
  dialog.addEventListener('click', ({ target }) => {
    if (target === dialog) dialog.close();
  });
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

export function closeButton(close: () => void): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button';
  button.textContent = t('Close');
  button.addEventListener('click', close);
  return button;
}
