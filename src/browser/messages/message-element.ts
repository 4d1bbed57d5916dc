/** What the element of a message says about it, and how it takes over a new state. */
import type { UserView } from '../../shared/people.js';

export const idOf = (element: HTMLElement): number => Number(element.dataset.id);

export const isDeleted = (element: HTMLElement): boolean => element.classList.contains('deleted');

/** Whether it is a message of this room, stored: neither a private one that is only shown here nor one on its way. */
export const isOfRoom = (element: HTMLElement): boolean => !element.matches('.private, .pending');

/** The text as it was written, before formatting. */
export function writtenText(element: HTMLElement): string {
  return element.dataset.written ?? element.querySelector('.written')?.textContent ?? '';
}

export interface Reaction {
  emoji: string;
  users: UserView[];
}

/** The reactions as the template wrote them. */
export function reactionsOf(element: HTMLElement): Reaction[] {
  return [...element.querySelectorAll<HTMLElement>('.reaction[data-emoji]')].map(({ dataset }) => ({
    emoji: dataset.emoji!,
    users: (dataset.who ?? '').split(' ').filter(Boolean).map(userOf),
  }));
}

/** `7:anna`; names hold neither spaces nor colons. */
function userOf(entry: string): UserView {
  const [id, username] = entry.split(':');
  return { id: Number(id), username: username! };
}

/**
 * Gives `old` the state of `fresh`. The element stays, so that focus and an open editor do; the text is touched only
 * where it changed, because the log is read out.
 */
export function takeOver(old: HTMLElement, fresh: HTMLElement): void {
  const isSameText = textState(old) === textState(fresh);
  const keeps = [...old.classList].filter((name) => lasting.has(name));
  old.className = fresh.className;
  old.classList.add(...keeps);
  for (const name of Object.keys(old.dataset)) if (!(name in fresh.dataset)) delete old.dataset[name];
  Object.assign(old.dataset, fresh.dataset);
  if (!isSameText) part(old, '.message-text')!.replaceWith(part(fresh, '.message-text')!);
  replaceReactions(old, part(fresh, '.reactions'));
}

/** Puts these reactions in the place of the present ones; who stood on one of them stands there again. */
export function replaceReactions(element: HTMLElement, reactions: HTMLElement | null): void {
  const old = part(element, '.reactions');
  const focused = old?.contains(document.activeElement) ? document.activeElement : null;
  const emoji = (focused as HTMLElement | null)?.dataset.emoji;
  old?.remove();
  if (reactions) part(element, '.message-text')!.after(reactions);
  // Only the message that is in the tab order has its parts there, too.
  for (const button of reactions?.querySelectorAll('button') ?? []) button.tabIndex = element.tabIndex;
  if (!focused) return;
  const chips = [...element.querySelectorAll<HTMLElement>('.reactions button')];
  (chips.find((chip) => chip.dataset.emoji === emoji) ?? element).focus();
}

/** Classes that the browser gave, which no new state takes away. */
const lasting = new Set(['starts', 'is-target', 'is-editing']);

const part = (element: HTMLElement, selector: string) =>
  element.querySelector<HTMLElement>(`:scope > ${selector}`);

const textState = (element: HTMLElement) =>
  `${isDeleted(element)} ${element.querySelector<HTMLTimeElement>('.edited time')?.dateTime}`;
