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

/** What was shared before and not sent goes. */
export async function keepShared(files: File[]): Promise<void> {
  await eraseShared();
  const cache = await caches.open(store);
  for (const [index, file] of files.entries()) {
    const headers = {
      'content-type': file.type || 'application/octet-stream',
      [nameHeader]: encodeURIComponent(file.name),
      date: new Date().toUTCString(),
    };
    await cache.put(`${sharedPath}/${index}`, new Response(file, { headers }));
  }
}

/** In their order. */
export async function findShared(): Promise<File[]> {
  try {
    const cache = await caches.open(store);
    const answers = await Promise.all((await cache.keys()).map((key) => cache.match(key)));
    return await Promise.all(
      answers.filter((answer) => answer && isFresh(answer)).map((answer) => fileOf(answer!)),
    );
  } catch {
    return [];
  }
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
