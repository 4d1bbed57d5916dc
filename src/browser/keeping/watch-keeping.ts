/** What the page is told of that its reader keeps at hand: what they saved, and of what they are reminded. */
import { messagePath } from '../../shared/paths.js';
import type { ChatSocket } from '../core/connection.js';
import { t } from '../ui/page-texts.js';
import { say } from '../ui/passing-notice.js';
import { watchSaved } from './saved.js';

export function watchKeeping(socket: ChatSocket, lead: (href: string) => void): void {
  watchSaved(socket);
  // Where nobody looks at the page, a notice tells of it: see tab-notices.ts.
  socket.on('activity', ({ entry, rings }) => {
    if (entry?.kind !== 'reminder' || !rings || document.visibilityState !== 'visible') return;
    const { room, message } = entry;
    const name = message.author.name;
    const from = room.address.startsWith('@') ? name : t('{{name}} in #{{room}}', { name, room: room.name });
    const work = () => lead(messagePath(room.address, message.seq));
    say(t('Reminder: {{from}}', { from }), { label: t('Show'), work });
  });
}
