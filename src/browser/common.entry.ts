/** Every page without a script of its own. */
import './emoji/moving.js';
import { forgetNotices } from './notices/forget.js';
import { takeCodeFromLink } from './shell/code-from-link.js';
import { watchSpoilers } from './messages/spoilers.js';
import { guessZone } from './shell/guess-zone.js';
import { watchReader } from './shell/reader.js';
import { registerServiceWorker } from './shell/service-worker.js';
import { watchThemeSwitch } from './ui/theme-switch.js';
import { localiseTimes } from './ui/times.js';

localiseTimes(document);
watchThemeSwitch();
watchSpoilers();
registerServiceWorker();
watchReader(() => void forgetNotices());
takeCodeFromLink();
guessZone();
