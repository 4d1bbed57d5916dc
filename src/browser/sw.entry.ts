/**
 * The service worker: where a page cannot be fetched, it shows what is kept of that room, which catches up by its cursor, or
 * else a page that says so. It keeps that one page and its files; rooms are kept, and erased, by their own script. And it shows
 * notices, for which no page need be open: see notices/.
 */
import { lobbyPath } from '../shared/paths.js';
import { serveNotices } from './notices/in-worker.js';
import { findPage, newestPath } from './shell/page-store.js';
import { placeOf } from './shell/place.js';
import { keepShared, sharedPath } from './shell/shared-files.js';

interface WorkerEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface FetchEvent extends WorkerEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

interface Worker {
  addEventListener(type: 'install' | 'activate', listener: (event: WorkerEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
  skipWaiting(): Promise<void>;
}

const worker = self as unknown as Worker;
const store = 'samovar.offline';
const offlinePage = '/offline';

/** Milliseconds after which the page is fetched anew, because of an update or another language. */
const goodFor = 3_600_000;
let keptAt = -Infinity;

serveNotices();

worker.addEventListener('install', (event) => {
  event.waitUntil(keep().then(() => worker.skipWaiting()));
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method === 'POST' && new URL(request.url).pathname === sharedPath)
    event.respondWith(shared(request));
  else if (request.mode === 'navigate') event.respondWith(page(event));
  // The files of the offline page have their content's hash in the address; while there is a network it is asked.
  else if (request.method === 'GET' && /^\/(built|js|logo)\//.test(new URL(request.url).pathname))
    event.respondWith(fetch(request).catch(() => kept(request)));
});

/** Another app shares something: its files are kept here, and the page asks where to send it. */
async function shared(request: Request): Promise<Response> {
  const form = await request.formData();
  const files = form.getAll('files').filter((file) => file instanceof File);
  const isKept = await keepShared(files).catch(() => false);
  const words = ['title', 'text', 'url'].map((name) => [name, form.get(name)]);
  const said = words.filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string' && pair[1] !== '',
  );
  if (!isKept) said.push(['unkept', 'yes']);
  return Response.redirect(`/share?${new URLSearchParams(said).toString()}`, 303);
}

async function page(event: FetchEvent): Promise<Response> {
  try {
    const response = await fetch(event.request);
    if (performance.now() - keptAt > goodFor) event.waitUntil(keep().catch(() => undefined));
    return response;
  } catch {
    // The server may have another name or picture when it can be reached again.
    keptAt = -Infinity;
    return (await keptRoom(event.request)) ?? (await beginning(event.request)) ?? kept(offlinePage);
  }
}

/** What is kept of the place that is asked for. */
async function keptRoom({ method, url }: Request): Promise<Response | undefined> {
  const place = method === 'GET' ? placeOf(url) : undefined;
  return place === undefined ? undefined : keptPage(place);
}

/** A page as it was last seen; undefined where nothing is kept, or its files are not: the server was updated. */
async function keptPage(path: string): Promise<Response | undefined> {
  const page = await findPage(path);
  if (!page) return undefined;
  const html = await page.text();
  const files = await Promise.all(filesOf(html).map((address) => caches.match(address)));
  const frame = await caches.match(offlinePage);
  if (!frame || files.includes(undefined)) return undefined;
  // The policy is the server's, for this page too.
  const headers = new Headers(frame.headers);
  for (const name of ['content-length', 'content-encoding', 'etag']) headers.delete(name);
  return new Response(html, { headers });
}

/** Where one begins: the lobby, or where that is not kept the room that was seen last. */
async function beginning({ method, url }: Request): Promise<Response | undefined> {
  const { pathname } = new URL(url);
  if (method !== 'GET' || (pathname !== '/' && placeOf(url) !== lobbyPath)) return undefined;
  const path = pathname === '/' && (await findPage(lobbyPath)) ? lobbyPath : await newestPath();
  return path === undefined ? undefined : Response.redirect(path);
}

/** Fetches the offline page with the styles, scripts and pictures it names; the old ones go. */
async function keep(): Promise<void> {
  keptAt = performance.now();
  const response = await fetch(offlinePage, { cache: 'no-cache' });
  if (!response.ok) throw new Error(String(response.status));
  const html = await response.clone().text();
  const [files, pictures] = [filesOf(html), picturesOf(html)];
  const cache = await caches.open(store);
  await cache.addAll(files);
  // Without one the page still says what it has to.
  await Promise.all(pictures.map((address) => cache.add(address).catch(() => undefined)));
  await cache.put(offlinePage, response);
  const named = new Set(
    [offlinePage, ...files, ...pictures].map((address) => new URL(address, response.url).href),
  );
  for (const request of await cache.keys()) if (!named.has(request.url)) await cache.delete(request);
}

/** Styles and scripts that a page names. */
const filesOf = (html: string) =>
  [...html.matchAll(/(?:href|src)="(\/(?:built|js)\/[^"]+)"/g)].map(([, address]) =>
    address!.replaceAll('&#x3D;', '='),
  );

/** The server's own logo, in the sizes that a page shows. */
const picturesOf = (html: string) =>
  [...html.matchAll(/(?:href|src)="(\/logo\/[^"]+)"/g)].map(([, address]) => address!);

async function kept(request: RequestInfo): Promise<Response> {
  return (await caches.match(request)) ?? Response.error();
}
