/** What is fetched at the first sign of somebody: see shell/later.ts. Whatever chat.entry.ts needs as well is there, not here. */
export { Completion } from './composer/completion.js';
export { loadEmojis } from './emoji/emoji.js';
export { MessageDoings } from './messages/message-doings.js';
export { MessageToolbar } from './messages/message-toolbar.js';
export { PersonCards } from './people/person-cards.js';
export { RoomDoings } from './room/room-doings.js';
export { LobbyVisit } from './rooms/lobby-visit.js';
export { askToMake } from './rooms/room-making.js';
export { showKeyboardHelp } from './shell/keyboard-help.js';
export { Switcher } from './shell/switcher.js';
export { Threads } from './threads/threads.js';
export { Roving } from './ui/roving.js';
