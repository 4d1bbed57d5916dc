/** Every page without a script of its own. */
import { registerServiceWorker } from './service-worker.js';
import { watchThemeSwitch } from './theme-switch.js';
import { localiseTimes } from './times.js';

localiseTimes(document);
watchThemeSwitch();
registerServiceWorker();
