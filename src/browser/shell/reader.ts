/** Keeps in this browser whom its pages are for: what they have not sent yet is nobody else's to see. */
import { rememberReader } from '../core/last-reader.js';
import { isLeaving, signedIn, signedOut } from '../core/left-behind.js';
import { unsentOf } from '../core/unsent.js';
import { eraseDatabases } from '../kept/databases.js';
import { eraseShared } from './shared-files.js';
import { erasePages } from './page-store.js';

/** Call it before anything else listens to a sign-out. `forgetMore`: the page is the one to sign in at, and nobody has. */
export function watchReader(forgetMore?: () => void): void {
  const me = document.body.dataset.me === undefined ? undefined : Number(document.body.dataset.me);
  if (me !== undefined) {
    rememberReader(localStorage, me);
    signedIn(localStorage, me);
    erase(me);
    eraseUnsent(me);
  }
  // Not every page without a name is for nobody: one that says what failed may not know.
  else if (document.querySelector('[action="/login"]')) {
    rememberReader(localStorage, undefined);
    if (signedOut(localStorage)) eraseUnsent();
    erase();
    forgetMore?.();
  }
  onSignOut((event, form) => {
    if (me !== undefined && unsentOf(localStorage, me).length > 0 && !confirm(form.dataset.unsent)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    rememberReader(localStorage, undefined);
    isLeaving(localStorage);
    erase();
  });
}

/** The session is over, and not because its owner signed out here. */
export function forgetReader(): void {
  rememberReader(localStorage, undefined);
  erase();
}

/** What is kept of rooms, of everybody but one person; of everybody where nobody is named. */
function erase(exceptOf?: number): void {
  void erasePages(exceptOf);
  void eraseDatabases('messages', exceptOf);
}

/** Files of what is not sent yet, which its owner finds again after another end of the session than by their own hand. */
function eraseUnsent(exceptOf?: number): void {
  void eraseDatabases('files', exceptOf);
  if (exceptOf === undefined) void eraseShared();
}

/** Whoever signs out here knows: the form leads on. */
export function onSignOut(work: (event: SubmitEvent, form: HTMLFormElement) => void): void {
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    if (form.matches('[action="/logout"]')) work(event, form);
  });
}
