/** The script of the lobby and the rooms: one connection, whichever of them is shown. */
import { watchDrawers } from './ui/drawers.js';
import { listenToPresence } from './events/presence.js';
import { listenToPrivateMessage } from './events/private-message.js';
import { listenToPrivateMessageDelivered } from './events/private-message-delivered.js';
import { listenToRead } from './events/read.js';
import { listenToRoomChanged } from './events/room-changed.js';
import { listenToRoomHead } from './events/room-head.js';
import { listenToRoomRemoved } from './events/room-removed.js';
import { listenToTyping } from './events/typing.js';
import { Frame } from './shell/frame.js';
import { Navigation } from './shell/navigation.js';
import { Shell } from './shell/shell.js';
import { Shortcuts } from './shell/shortcuts.js';
import { watchReader } from './shell/reader.js';
import { registerServiceWorker } from './shell/service-worker.js';
import { watchThemeSwitch } from './ui/theme-switch.js';
import { localiseTimes } from './ui/times.js';
import { watchVisibleHeight } from './ui/visible-height.js';

const frame = new Frame();
localiseTimes(document);
watchThemeSwitch();
watchDrawers();
watchVisibleHeight();
registerServiceWorker();
watchReader();

const { me, myName } = document.body.dataset;
const shell = new Shell({ id: Number(me), username: myName! });
new Shortcuts(shell, new Navigation(shell, frame));

const { socket } = shell.connection;
listenToPrivateMessage(socket, shell);
listenToPrivateMessageDelivered(socket, shell);
listenToPresence(socket, shell);
listenToTyping(socket, shell);
listenToRoomHead(socket, shell);
listenToRoomChanged(socket, shell);
listenToRoomRemoved(socket, shell);
listenToRead(socket, shell);
