/** What is fetched when somebody attaches a file, or speaks: see uploads/at-hand.ts. Whatever chat.entry.ts needs as well is there, not here. */
export { Tray } from './uploads/tray.js';
export { Uploads } from './uploads/uploads.js';
export { VoicePanel } from './uploads/voice-panel.js';
export { showFiles } from './uploads/waiting-files.js';
export { writeAs } from './uploads/written.js';
