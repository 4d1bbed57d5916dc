/** Lighthouse's own marks, with its own phone and its own slow network. */
import lighthouse from 'lighthouse';
import { type Figure, higherIsBetter } from '../bench/lab/figures.js';
import { cookieFor, type Stage } from './stage.js';

const must = 95;

/** Of each category, from 0 to 100; `say` hears what cost points. */
export async function marks(stage: Stage, say: (line: string) => void): Promise<Figure[]> {
  const { url } = stage.samovar;
  const browser = await stage.browser.newBrowserCDPSession();
  const figures: Figure[] = [];
  for (const [name, path, isSignedIn] of [
    ['login', '/login', false],
    ['lobby', '/chat/', true],
    ['room', stage.rooms[0]!.path, true],
  ] as const) {
    await browser.send('Storage.clearCookies', {});
    if (isSignedIn) await browser.send('Storage.setCookies', { cookies: [cookieFor(url, stage.people[0]!)] });
    const result = await lighthouse(url + path, {
      ...{ port: stage.debuggingPort, output: 'json', logLevel: 'error' },
      // It would sign out whom we have signed in.
      disableStorageReset: isSignedIn,
    });
    if (!result) throw new Error(`Lighthouse said nothing of ${path}`);
    const { categories, audits } = result.lhr;
    for (const { id, score, auditRefs } of Object.values(categories)) {
      figures.push(
        higherIsBetter(`Lighthouse, ${name}: ${id}`, Math.round((score ?? 0) * 100), '', { must }),
      );
      const short = auditRefs.filter((each) => each.weight > 0 && (audits[each.id]!.score ?? 1) < 0.9);
      for (const each of short)
        say(`${name}: ${audits[each.id]!.title} (${audits[each.id]!.displayValue ?? each.id})`);
    }
  }
  return figures;
}
