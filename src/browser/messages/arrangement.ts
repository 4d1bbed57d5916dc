/** How the messages of the page stand together: who starts a group, the lines of the days, the line of what is new. */
import { grouped, type Grouped, groupingOf } from '../../shared/rules/grouping.js';
import type { ShownMessage } from '../core/stretch.js';
import { render } from './templates.js';
import { localDay } from '../ui/times.js';

/** A message, on its way or stored, and its element. */
export interface Arranged {
  message: Pick<ShownMessage, 'author' | 'kind' | 'pinnedAt' | 'createdAt'>;
  element: HTMLElement;
}

/** The same of a message of this room. */
export interface Row extends Arranged {
  message: ShownMessage;
}

/** Says of each row whether it starts a group, and sets the lines of the days. `before`: the row above the first of them. */
export function arrange(rows: Arranged[], before?: Arranged): void {
  let previous: Grouped | undefined = before && grouped(before.message);
  for (const { message, element } of rows) {
    const own = grouped(message);
    const { startsDay, startsGroup } = groupingOf(own, previous, localDay);
    setDayLine(element, startsDay, message.createdAt);
    element.classList.toggle('starts', startsGroup || !followsMessage(element));
    previous = own;
  }
}

/** Something else between two messages parts them: a line, a private message, a notice. */
function followsMessage(element: HTMLElement): boolean {
  const before = above(element);
  return before !== null && before.matches('.message:not(.private)');
}

/** What is not sent yet stands in a list of its own, below the log. */
const above = (element: HTMLElement): Element | null =>
  element.previousElementSibling ??
  (element.classList.contains('pending')
    ? element.closest('.log-inner')!.querySelector(':scope > [role=log] > .log > :last-child')
    : null);

/**
 * Puts the line of what is new above the first row that is. Where that would be the first of all, nobody knows what stands
 * above; in a thread, where it says how many are new, the first message stands there. Answers with the rows that stand otherwise now: the one that the line left, and the one above which it came.
 */
export function setNewLine(
  log: HTMLElement,
  rows: Row[],
  isNew: (message: ShownMessage) => boolean,
  isCounted = false,
): Row[] {
  const index = rows.findIndex(({ message }) => isNew(message));
  const first = index > 0 || isCounted ? rows[index] : undefined;
  const line = log.querySelector('.new-line');
  const below = line?.nextElementSibling;
  // A line that stands where it should is left alone: what is put in anew is read out anew.
  if ((below ?? undefined) === first?.element) return [];
  line?.remove();
  const count = isCounted ? { count: rows.filter(({ message }) => isNew(message)).length } : {};
  first?.element.before(render.newLine({ createdAt: first.message.createdAt, ...count }));
  return rows.filter((row) => row === first || row.element === below);
}

/** The line of the day stands above the message, and above the line of what is new. */
function setDayLine(element: HTMLElement, isWanted: boolean, createdAt: string): void {
  let before = element.previousElementSibling;
  const newLine = before?.classList.contains('new-line') ? before : null;
  if (newLine) before = newLine.previousElementSibling;
  const line = before?.classList.contains('day-line') ? before : null;
  if (line && !isWanted) line.remove();
  if (!line && isWanted) (newLine ?? element).before(render.dayLine({ createdAt }));
}
