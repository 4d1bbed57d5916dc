/** How the messages of the page stand together: who starts a group, the lines of the days, the line of what is new. */
import { type Grouped, place } from '../../shared/rules/grouping.js';
import { render } from './templates.js';
import { localDay } from '../ui/times.js';

interface Reader {
  myId: number;
  /** The seq from which on messages of others are new to the reader; undefined: none is. */
  newFrom: number | undefined;
}

/** Says of each message whether it starts a group, and sets the lines. */
export function arrange(log: HTMLElement, { newFrom, myId }: Reader): void {
  const messages = [...log.querySelectorAll<HTMLElement>('.message:not(.private)')];
  if (newFrom !== undefined) setNewLine(log, messages, { newFrom, myId });
  let previous: Grouped | undefined;
  for (const element of messages) {
    const message = groupedElement(element);
    const { startsDay, startsGroup } = place(message, previous, localDay);
    setDayLine(element, startsDay, message.createdAt);
    element.classList.toggle('starts', startsGroup || !followsMessage(element));
    previous = message;
  }
}

/** Something else between two messages parts them: a line, a private message, a notice. */
function followsMessage(element: HTMLElement): boolean {
  const before = element.previousElementSibling;
  return before !== null && before.matches('.message:not(.private)');
}

const groupedElement = ({ dataset }: HTMLElement): Grouped => ({
  authorId: Number(dataset.author),
  kind: dataset.kind as Grouped['kind'],
  createdAt: dataset.created!,
});

/** The line above what is new. Where that would be the first of all, nobody knows what stands above. */
function setNewLine(log: HTMLElement, messages: HTMLElement[], { newFrom, myId }: Reader): void {
  const isNew = ({ dataset }: HTMLElement) =>
    Number(dataset.seq) >= newFrom! && Number(dataset.author) !== myId;
  const first = messages.find(isNew);
  const line = log.querySelector('.new-line');
  // A line that stands where it should is left alone: what is put in anew is read out anew.
  if (line && line.nextElementSibling === first) return;
  line?.remove();
  if (first && first !== messages[0]) first.before(render.newLine());
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
