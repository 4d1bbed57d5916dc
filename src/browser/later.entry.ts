/** What is fetched at the first sign of somebody: see shell/later.ts. Whatever chat.entry.ts needs as well is there, not here. */
export { ActivityVisit } from './activity/activity-visit.js';
export { sayIfNobodyIsCalled } from './composer/called-nobody.js';
export { Completion } from './composer/completion.js';
export { loadEmojis } from './emoji/emoji.js';
export { MessageDoings } from './messages/message-doings.js';
export { MessageToolbar } from './messages/message-toolbar.js';
export { TabNotices } from './notices/tab-notices.js';
export { hearWorker } from './notices/worker-asks.js';
export { PersonCards } from './people/person-cards.js';
export { RoomDoings } from './room/room-doings.js';
export { LobbyVisit } from './rooms/lobby-visit.js';
export { askToMake } from './rooms/room-making.js';
export { GoKeys } from './shell/go-keys.js';
export { showKeyboardHelp } from './shell/keyboard-help.js';
export { chooseQuiet } from './shell/quiet-doings.js';
export { Switcher } from './shell/switcher.js';
export { Roving } from './ui/roving.js';
