/**
 * What nobody needs before they do something: menus, pickers, completion, the switcher, the lobby's lists. It is a file of its
 * own, a quarter of all, for which a first visit does not wait; it is fetched at the first sign that somebody is there, and so
 * is at hand when they ask for it.
 */
import { t } from '../ui/page-texts.js';
import { say } from '../ui/passing-notice.js';

export type Later = typeof import('../later.entry.js');

/** Milliseconds after which a phone fetches it of its own accord: the page itself is there by then. */
const restOfPage = 1_500;

/** Milliseconds before a sign of life is reason to try once more. */
const rest = 5_000;

let parts: Later | undefined;
let loading: Promise<Later> | undefined;
let attempts = 0;
let failedAt = -Infinity;
const waiting: ((parts: Later) => void)[] = [];

/** Rejects where it cannot be fetched; the next call tries again. */
export function later(): Promise<Later> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    failedAt = performance.now();
    throw error;
  });
  return loading;
}

/** For what somebody asked for: at once if it can be, as soon as it is there otherwise; or says why not. */
export function withLater(work: (parts: Later) => void, failed?: () => void): void {
  if (parts) return work(parts);
  later().then(work, () => {
    failed?.();
    void sayWhyNot(address());
  });
}

/** For what can do without it. */
export const atHand = (): Later | undefined => parts;

/** For what nobody asked for: once it is there, whoever asks. */
export function onceThere(work: (parts: Later) => void): void {
  if (parts) work(parts);
  else waiting.push(work);
}

export function expectLater(): void {
  const signs = ['pointermove', 'pointerdown', 'keydown', 'dragenter'] as const;
  const seen = () => {
    if (!parts && performance.now() - failedAt > rest) later().catch(() => undefined);
  };
  const done = new AbortController();
  for (const sign of signs)
    document.addEventListener(sign, seen, { capture: true, passive: true, signal: done.signal });
  // A finger gives no sign before it acts, and its first long press or swipe is to be heard, too.
  if (matchMedia('(pointer: coarse)').matches) setTimeout(seen, restOfPage);
  onceThere(() => done.abort());
}

async function load(): Promise<Later> {
  // A browser remembers of an address that it led to no module.
  const again = attempts === 0 ? '' : `?again=${attempts}`;
  attempts++;
  const [loaded] = await Promise.all([import(address() + again) as Promise<Later>, styles()]);
  parts = loaded;
  for (const work of waiting.splice(0)) work(loaded);
  return loaded;
}

/** Before anything is shown that needs them, or it would jump. */
function styles(): Promise<void> {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = document.body.dataset.laterStyles!;
  return new Promise((resolve, reject) => {
    link.addEventListener('load', () => resolve());
    link.addEventListener('error', () => {
      link.remove();
      reject(new Error('The styles did not come'));
    });
    document.head.append(link);
  });
}

/** Of a script that did not come. Its name holds the hash of its content: after an update of the server the one of this page is gone. */
export async function sayWhyNot(address: string): Promise<void> {
  const answer = await fetch(address, { method: 'HEAD', cache: 'no-store' }).catch(() => undefined);
  if (answer?.status !== 404) return say(t('There is no connection. Try again in a moment.'));
  const reload = { label: t('Reload'), work: () => location.reload() };
  say(t('The server was updated. Reload the page to go on.'), reload);
}

const address = () => document.body.dataset.later!;
