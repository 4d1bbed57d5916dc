/** How the messages of the page stand together: who starts a group, the lines of the days, the line of what is new. */
import { grouped, type Grouped, groupingOf } from '../../shared/rules/grouping.js';
import type { ShownMessage } from '../core/stretch.js';
import { render } from './templates.js';
import { localDay } from '../ui/times.js';

/** A message of this room, and its element. */
interface Row {
  message: ShownMessage;
  element: HTMLElement;
}

interface Reader {
  myId: number;
  /** The seq from which on messages of others are new to the reader; undefined: none is. */
  newFrom: number | undefined;
}

/** Says of each message whether it starts a group, and sets the lines. */
export function arrange(log: HTMLElement, rows: Row[], reader: Reader): void {
  if (reader.newFrom !== undefined) setNewLine(log, rows, reader);
  let previous: Grouped | undefined;
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
  const before = element.previousElementSibling;
  return before !== null && before.matches('.message:not(.private)');
}

/** The line above what is new. Where that would be the first of all, nobody knows what stands above. */
function setNewLine(log: HTMLElement, rows: Row[], { newFrom, myId }: Reader): void {
  const isNew = ({ message: { seq, author } }: Row) => seq >= newFrom! && author.id !== myId;
  const first = rows.find(isNew)?.element;
  const line = log.querySelector('.new-line');
  // A line that stands where it should is left alone: what is put in anew is read out anew.
  if (line && line.nextElementSibling === first) return;
  line?.remove();
  if (first && first !== rows[0]!.element) first.before(render.newLine());
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
