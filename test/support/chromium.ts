import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * The machine's own Chromium if there is one, else that of the package @sparticuz/chromium, which is unpacked where it is
 * not yet: not by two processes at once, as the second would take what is half written for the whole.
 */
export async function chromiumPath(): Promise<string> {
  const named = process.env.CHROMIUM;
  if (named) return named;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = ['chromium', 'chromium-browser', 'google-chrome'].flatMap((name) =>
    folders.map((folder) => join(folder, name)),
  );
  const installed = candidates.find((path) => existsSync(path));
  if (installed) return installed;
  const { default: packaged } = await import('@sparticuz/chromium');
  return packaged.executablePath();
}
