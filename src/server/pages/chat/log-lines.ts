/** The messages of a room with a line for each day between them. */
import type { MessageView } from '../../../shared/messages.js';
import { replyPath } from '../../../shared/paths.js';
import { inLog } from '../../../shared/room-page.js';
import { type Grouped, grouped, groupingOf } from '../../../shared/rules/grouping.js';
import type { ListItem } from '../../platform/rendering/kept-lists.js';
import type { folding } from './folded.js';

export function logLines(
  address: string,
  messages: MessageView[],
  fold: ReturnType<typeof folding>,
): ListItem[] {
  let previous: Grouped | undefined;
  return messages.flatMap((message) => {
    const own = grouped(message);
    const { startsDay, startsGroup } = groupingOf(own, previous);
    previous = own;
    const replyHref = message.deletedAt ? undefined : replyPath(message.seq);
    const shows = { ...fold(inLog(address, message)), startsGroup, replyHref };
    const line = { shows, place: message.seq };
    return startsDay ? [{ shows: { startsDay, createdAt: message.createdAt } }, line] : [line];
  });
}
