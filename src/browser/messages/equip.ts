/** Messages as their reader sees them; what they can do with them comes later. */
import type { Connection } from '../core/connection.js';
import { onceThere } from '../shell/later.js';
import { Toast } from '../ui/toast.js';
import { Reactions } from './reactions.js';
import type { ToolParts } from './tool-parts.js';

export function equip(parts: ToolParts, connection: Connection): void {
  const { elements, me, messages, scroller, changing } = parts;
  const toast = new Toast(elements.main);
  const tell = (sentence: string) => toast.say(sentence);
  const reactions = new Reactions(me, connection, messages, scroller, changing, tell);
  onceThere(({ fillIn, MessageTools }) => {
    scroller.change(() => fillIn(elements.log));
    new MessageTools(parts, reactions, toast);
  });
}
