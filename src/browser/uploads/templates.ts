/** What is made of files on their way; their words come from texts.ts. Icons that come later are there by then: see at-hand.ts. */
import card from '../../../views/uploads/card.hbs';
import more from '../../../views/uploads/more.hbs';
import voice from '../../../views/uploads/recorder.hbs';
import { elementOf } from '../ui/handlebars.js';

export const render = {
  card: (context: object) => elementOf(card, context),
  more: () => elementOf(more),
  voice: () => elementOf(voice),
};

/** For ears, and for a pointer that rests. */
export function nameIt(button: HTMLElement, name: string): void {
  button.setAttribute('aria-label', name);
  button.title = name;
}
