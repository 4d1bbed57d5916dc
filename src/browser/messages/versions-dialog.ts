/** What a message said before it was edited: the server's own page of it, in a dialog. */
import { fetchPage, Refused } from '../shell/page-source.js';
import { closeButton, openDialog } from '../ui/dialogs.js';
import { t } from '../ui/page-texts.js';
import { say } from '../ui/passing-notice.js';
import { localiseTimes } from '../ui/times.js';
import type { MessageList } from './message-list.js';

export class VersionsDialog {
  private shown: { messageId: number; dialog: HTMLDialogElement } | undefined;

  constructor(messages: MessageList) {
    // The text must be in no open window once it is deleted.
    messages.decorate((_, { id, deletedAt }) => {
      if (deletedAt && id === this.shown?.messageId) this.shown.dialog.close();
    });
  }

  async open(messageId: number, message: HTMLElement): Promise<void> {
    const { href } = message.querySelector<HTMLAnchorElement>('a.edited')!;
    const opener = message.contains(document.activeElement) ? document.activeElement : message;
    const page = await part(href).catch((error: unknown) => {
      // What the server says instead is a page of its own.
      if (error instanceof Refused) location.assign(href);
      else say(t('There is no connection. Try again in a moment.'));
    });
    if (page && message.isConnected) this.show(messageId, page, opener as HTMLElement);
  }

  private show(messageId: number, page: HTMLElement, opener: HTMLElement): void {
    localiseTimes(page);
    const close = closeButton(() => dialog.close());
    const actions = document.createElement('div');
    actions.className = 'actions dialog-actions';
    actions.append(close);
    const dialog = openDialog('versions-dialog', t('Earlier versions'), page, actions);
    this.shown = { messageId, dialog };
    dialog.addEventListener('close', () => {
      this.shown = undefined;
      opener.focus({ preventScroll: true });
    });
    close.focus();
  }
}

async function part(href: string): Promise<HTMLElement | null> {
  const page = await fetchPage(href);
  return page.querySelector<HTMLElement>('.versions-page');
}
