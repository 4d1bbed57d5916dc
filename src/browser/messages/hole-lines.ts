/** Says between messages, and at both ends, how many of them are missing: what is read without a network may have holes. */
import type { Hole } from '../core/holes.js';
import type { MessageList } from './message-list.js';
import { render } from './templates.js';

export function showHoles(log: HTMLElement, messages: MessageList, holes: Hole[]): void {
  for (const line of log.querySelectorAll('.hole-line')) line.remove();
  for (const { before, count } of holes) {
    const line = render.holeLine({ count });
    const below = before === undefined ? undefined : messages.bySeq(before);
    if (below) topOf(below).before(line);
    else log.append(line);
    below?.classList.add('starts');
  }
}

/** The first of the lines that stand above a message and belong to it. */
function topOf(message: Element): Element {
  const above = message.previousElementSibling;
  return above?.matches('.day-line, .new-line') ? topOf(above) : message;
}
