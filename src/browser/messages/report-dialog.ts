/** Reporting a message: the server's own page for it, in a dialog. What there is to say is said by the page. */
import { fetchPage, Refused } from '../shell/page-source.js';
import { openDialog } from '../ui/dialogs.js';
import { t } from '../ui/page-texts.js';
import { say } from '../ui/passing-notice.js';

export async function askForReport(message: HTMLElement): Promise<void> {
  const { pathname } = message.querySelector<HTMLAnchorElement>('a.message-time')!;
  const href = `${pathname}/report`;
  const page = await fetchPage(href).catch((error: unknown) => {
    if (error instanceof Refused) location.assign(href);
    else sayNoConnection();
  });
  const asked = page?.querySelector<HTMLElement>('.report-page');
  if (asked) show(asked, message);
}

function show(asked: HTMLElement, message: HTMLElement): void {
  const dialog = openDialog('report-dialog', asked.querySelector('h1')!.textContent.trim(), asked);
  begin(dialog);
  dialog.addEventListener('click', (event) => {
    if (!(event.target as Element).closest('[data-close]')) return;
    event.preventDefault();
    dialog.close();
  });
  dialog.addEventListener('submit', (event) => {
    event.preventDefault();
    void send(event.target as HTMLFormElement, dialog);
  });
  dialog.addEventListener('close', () => message.focus({ preventScroll: true }));
}

const begin = (dialog: HTMLElement) => dialog.querySelector('textarea')?.focus();

/** Refused, the form comes again with the sentence beside what was typed. */
async function send(form: HTMLFormElement, dialog: HTMLDialogElement): Promise<void> {
  const button = form.querySelector<HTMLButtonElement>('[type=submit]')!;
  button.disabled = true;
  try {
    const body = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
    const response = await fetch(form.action, { method: 'POST', headers: { accept: 'text/html' }, body });
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const answer = page.querySelector<HTMLElement>('.report-page');
    if (answer?.querySelector('form')) {
      dialog.replaceChildren(answer);
      begin(dialog);
      return;
    }
    dialog.close();
    const said = (answer ?? page).querySelector('.notice, main p')?.textContent.trim();
    say(said ?? String(response.status));
  } catch {
    sayNoConnection();
  } finally {
    button.disabled = false;
  }
}

const sayNoConnection = () => say(t('There is no connection. Try again in a moment.'));
