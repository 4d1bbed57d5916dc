/** A message that is swiped to the right follows the finger; let go where its mark is copper, it is answered. */
import type { Swipe } from '../ui/swipe.js';
import { render } from './tool-templates.js';

/** Pixels: how far it follows, and from where on letting go answers. */
const farthest = 68;
const enough = 52;

export function swipeToAnswer(message: HTMLElement, answer: () => void): Swipe {
  const mark = render.swipeMark();
  message.append(mark);
  message.classList.add('is-swiped');
  return {
    moved(distance) {
      message.style.setProperty('--swiped', `${Math.min(Math.max(distance, 0), farthest)}px`);
      mark.classList.toggle('is-ready', distance >= enough);
    },
    ended(distance, isDone) {
      message.style.setProperty('--swiped', '0px');
      message.classList.add('slides-back');
      const settle = () => {
        mark.remove();
        message.classList.remove('is-swiped', 'slides-back');
        message.style.removeProperty('--swiped');
      };
      setTimeout(settle, 150);
      if (isDone && distance >= enough) answer();
    },
  };
}
