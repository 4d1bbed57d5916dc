/** The shapes of the icons that no page begins with. In the head, where they stay whichever page is shown. */
import { elementOf } from './handlebars.js';

/** Put in by bin/build.mjs. */
declare const LATER_ICONS: string;

document.head.append(elementOf(() => LATER_ICONS));
