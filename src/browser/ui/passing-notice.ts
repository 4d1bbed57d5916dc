/** A short sentence at the bottom of the page, which outlives the room that it is about; with one way to take it back. */

/** Milliseconds: long enough to read it, and to think better of it. */
const shortly = 4_000;
const toUndo = 10_000;

interface Undo {
  label: string;
  work: () => void;
}

let shown: HTMLElement | undefined;

export function say(sentence: string, undo?: Undo): void {
  shown?.remove();
  const notice = document.createElement('div');
  notice.className = 'pill toast';
  notice.setAttribute('role', 'status');
  document.body.append(notice);
  const text = document.createElement('span');
  // Filled once it is there, or nobody would be told.
  notice.append(text);
  text.textContent = sentence;
  if (undo) notice.append(button(undo, notice));
  shown = notice;
  setTimeout(() => notice.remove(), undo ? toUndo : shortly);
}

function button({ label, work }: Undo, notice: HTMLElement): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'toast-action';
  made.textContent = label;
  made.addEventListener('click', () => {
    notice.remove();
    work();
  });
  return made;
}
