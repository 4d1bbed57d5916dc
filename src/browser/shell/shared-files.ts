/**
 * Files that another app shares: the service worker takes them and leads to the page that asks where to send them, which hands them to
 * the room. Until then they lie in a store of their own, as the worker does not know whose they are.
 */
const store = 'samovar.shared';
export const sharedPath = '/shared';

/** Milliseconds after which nobody comes for them any more. */
const goodFor = 3_600_000;

/** Names stand in a header, which holds bytes. */
const nameHeader = 'x-name';

export interface SharedFile {
  file: File;
  /** Under which it lies. */
  key: Request;
}

/** What was shared before and not sent goes. Resolves to whether the browser has room for all. */
export async function keepShared(files: File[]): Promise<boolean> {
  await eraseShared();
  let isKept = true;
  const cache = await caches.open(store);
  for (const [index, file] of files.entries()) {
    const headers = {
      'content-type': file.type || 'application/octet-stream',
      [nameHeader]: encodeURIComponent(file.name),
      date: new Date().toUTCString(),
    };
    await cache.put(`${sharedPath}/${index}`, new Response(file, { headers })).catch(() => (isKept = false));
  }
  return isKept;
}

/** In their order. */
export async function findShared(): Promise<SharedFile[]> {
  const found: SharedFile[] = [];
  try {
    const cache = await caches.open(store);
    for (const key of await cache.keys()) {
      const answer = await cache.match(key);
      if (answer && isFresh(answer)) found.push({ file: await fileOf(answer), key });
    }
  } catch {
    // No store here.
  }
  return found;
}

/** It is elsewhere now. */
export async function removeShared({ key }: SharedFile): Promise<void> {
  await (await caches.open(store)).delete(key);
}

export async function eraseShared(): Promise<void> {
  try {
    await caches.delete(store);
  } catch {
    // No store here.
  }
}

const isFresh = ({ headers }: Response) => Date.now() - Date.parse(headers.get('date')!) < goodFor;

async function fileOf(answer: Response): Promise<File> {
  const name = decodeURIComponent(answer.headers.get(nameHeader)!);
  return new File([await answer.blob()], name, { type: answer.headers.get('content-type')! });
}
