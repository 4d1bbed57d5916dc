/** Fetches what shows files and previews as soon as there are any. Called before anything else waits for what comes later: what that makes is whole. */
import { later, onceThere } from '../shell/later.js';
import { lateParts } from './late-parts.js';

export function expectParts(): void {
  // Should it not come, the next sign of life fetches it.
  lateParts.want = () => void later().catch(() => undefined);
  onceThere(({ registerParts }) => registerParts());
  // What stands on the page may be pressed, or wait itself where the page was kept.
  if (document.querySelector('.files, .preview')) lateParts.want();
}
