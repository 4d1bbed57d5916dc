/** People without scripts: they look at rooms' pages while others write in them, and once more when all is at rest. */
import type { PageAtRest } from './checker/history.js';
import type { Crowd } from './crowd.js';
import type { Random } from './random.js';
import type { Place } from './recorder.js';

/** Milliseconds between two pages: often enough that each room was looked at before it changed. */
const every = 100;

/** Looks at pages until it is told to stop. What they show then is out of date before it is here. */
export function readPages(crowd: Crowd, random: Random): () => void {
  const look = () => readPage(random.pick(crowd.members).place).catch(() => undefined);
  const timer = setInterval(() => void look(), every);
  return () => clearInterval(timer);
}

/** What the members' pages show, but for those who have none (any more). Call it when nothing is written any more. */
export async function pagesAtRest(crowd: Crowd): Promise<PageAtRest[]> {
  const pages = crowd.members.map(async ({ name, place }): Promise<PageAtRest[]> => {
    const shown = await readPage(place);
    return shown ? [{ tab: name, roomId: place.roomId, shown }] : [];
  });
  return (await Promise.all(pages)).flat();
}

/** The newest page, wherever its reader has stopped. */
async function readPage({ url, cookie, address }: Place): Promise<PageAtRest['shown'] | undefined> {
  const answer = await fetch(`${url}/chat/${encodeURIComponent(address)}?at=now`, {
    headers: { cookie, accept: 'text/html' },
    redirect: 'manual',
    signal: AbortSignal.timeout(10_000),
  });
  if (answer.status !== 200) return undefined;
  const messages = (await answer.text()).matchAll(
    /<li class="message[^>]* data-seq="(\d+)" data-rev="(\d+)"/g,
  );
  return [...messages].map(([, seq, rev]) => ({ seq: Number(seq), rev: Number(rev) }));
}
