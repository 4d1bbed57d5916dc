/** Messages as their reader sees them; what they can do with them comes later. */
import type { Connection } from '../core/connection.js';
import { later, onceThere } from '../shell/later.js';
import { Toast } from '../ui/toast.js';
import { Reactions } from './reactions.js';
import type { ToolParts } from './tool-parts.js';

export function equip(parts: ToolParts, connection: Connection): void {
  const { elements, me, messages, scroller, changing } = parts;
  const toast = new Toast(elements.main);
  const tell = (sentence: string) => toast.say(sentence);
  const wantOwn = () => void later().catch(() => undefined);
  const reactions = new Reactions(me, messages, scroller, changing, tell, wantOwn);
  onceThere(({ fillIn, MessageTools, OwnReactions }) => {
    reactions.know((learned) => new OwnReactions(connection, learned));
    scroller.change(() => fillIn(elements.log));
    new MessageTools(parts, reactions, toast);
  });
}
