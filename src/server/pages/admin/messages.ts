/** A message out of its room, for the template views/admin/message.hbs. */
import type { MessageView } from '../../../shared/messages.js';
import { withQuery } from './parameters.js';

export const versionsHref = (messageId: number): string => `/admin/messages/${messageId}/versions`;

/** `back` is where its removal leads back to; `roomName` is told where messages of several rooms stand together. */
export function shownMessage(message: MessageView, { back, roomName }: { back: string; roomName?: string }) {
  return {
    ...message,
    roomName,
    placeHref: withQuery(`/admin/rooms/${message.roomId}/history`, { around: message.seq }),
    versionsHref: message.editedAt && !message.deletedAt ? versionsHref(message.id) : undefined,
    removeHref: message.deletedAt ? undefined : withQuery(`/admin/messages/${message.id}/remove`, { back }),
  };
}

/** An admin page's own address, as a link carries it; what leads anywhere else is not followed. */
export function backPath(back: string): string {
  return /^\/admin\/[\w/-]*(\?[\w=&%.+@-]*)?$/.test(back) ? back : '/admin/messages';
}
