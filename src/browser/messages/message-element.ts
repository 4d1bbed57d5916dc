/** The element of a message: which one it is, and how it takes over a new state. What it says is known to the stretch. */
import type { ShownMessage } from '../core/stretch.js';
import { filesOn } from '../files/files-element.js';
import { lateParts } from './late-parts.js';
import { previewOn } from './preview-element.js';

/** The key into what is known of it. */
export const idOf = (element: HTMLElement): number => Number(element.dataset.id);

/**
 * Gives `old` the state of `fresh`. The element stays, so that focus and an open editor do; the text is touched only
 * where it changed, because the log is read out.
 */
export function takeOver(old: HTMLElement, fresh: HTMLElement, isSameText: boolean): void {
  const keeps = [...old.classList].filter((name) => lasting.has(name));
  old.className = fresh.className;
  old.classList.add(...keeps);
  // The text of what was deleted is in no attribute either.
  for (const name of Object.keys(old.dataset)) if (!(name in fresh.dataset)) delete old.dataset[name];
  Object.assign(old.dataset, fresh.dataset);
  if (!isSameText) part(old, '.message-text')!.replaceWith(part(fresh, '.message-text')!);
  takeOverPin(old, fresh);
  takeOverPart(old, fresh, '.files', (message) => String(filesOn(message)?.map(({ id }) => id)));
  takeOverPart(old, fresh, '.preview', (message) => previewOn(message)?.url);
  if (!part(fresh, '.quote')) part(old, '.quote')?.remove();
  replaceReactions(old, part(fresh, '.reactions'));
  replaceReplies(old, part(fresh, '.replies'));
}

function takeOverPin(old: HTMLElement, fresh: HTMLElement): void {
  old.querySelector('.pinned')?.remove();
  const pinned = fresh.querySelector('.pinned');
  if (pinned) part(old, '.message-head')!.append(pinned);
}

/** One that shows the same stays, as something may be playing in it; no more than what is said of pictures changes there. */
function takeOverPart(
  old: HTMLElement,
  fresh: HTMLElement,
  name: string,
  shows: (message: HTMLElement) => string | undefined,
): void {
  const [before, now] = [part(old, name), part(fresh, name)];
  if (!before || !now || shows(old) !== shows(fresh)) {
    const hadFocus = before?.contains(document.activeElement) ?? false;
    before?.remove();
    // Below what was said, whatever that is: text, or files.
    if (now) [...old.querySelectorAll(':scope > :is(.message-text, .files)')].at(-1)!.after(now);
    if (hadFocus) old.focus();
  } else if (now.dataset.waits) before.dataset.waits = now.dataset.waits;
  else lateParts.describeAgain?.(before, now);
}

export const isSameText = (a: ShownMessage, b: ShownMessage): boolean =>
  a.editedAt === b.editedAt && !a.deletedAt === !b.deletedAt;

/** The same of the line that leads to the thread. */
export function replaceReplies(element: HTMLElement, replies: HTMLElement | null): void {
  const old = part(element, '.replies');
  const hadFocus = old !== null && old === document.activeElement;
  old?.remove();
  if (!replies) return;
  (part(element, '.reactions') ?? lastSaid(element)).after(replies);
  replies.tabIndex = element.tabIndex;
  if (hadFocus) replies.focus();
}

/** Puts these reactions in the place of the present ones; who stood on one of them stands there again. */
export function replaceReactions(element: HTMLElement, reactions: HTMLElement | null): void {
  const old = part(element, '.reactions');
  const focused = old?.contains(document.activeElement) ? document.activeElement : null;
  const emoji = (focused as HTMLElement | null)?.dataset.emoji;
  old?.remove();
  if (reactions) lastSaid(element).after(reactions);
  // Only the message that is in the tab order has its parts there, too.
  for (const button of reactions?.querySelectorAll('button') ?? []) button.tabIndex = element.tabIndex;
  if (!focused) return;
  const chips = [...element.querySelectorAll<HTMLElement>('.reactions button')];
  (chips.find((chip) => chip.dataset.emoji === emoji) ?? element).focus();
}

/** What stands above the reactions. */
const lastSaid = (element: HTMLElement) =>
  ['.preview', '.files', '.linked'].map((selector) => part(element, selector)).find(Boolean) ??
  part(element, '.message-text')!;

/** Classes that the browser gave, which no new state takes away. */
const lasting = new Set(['starts', 'is-target', 'is-editing', 'is-thread-open']);

const part = (element: HTMLElement, selector: string) =>
  element.querySelector<HTMLElement>(`:scope > ${selector}`);
