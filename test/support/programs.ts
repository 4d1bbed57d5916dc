import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where the first of these programs is that the machine has. */
export function findProgram(...names: string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((path) => existsSync(path));
}

export const findFirefox = (): string | undefined =>
  process.env.FIREFOX ?? findProgram('firefox-esr', 'firefox');

/** One that shows notices: what is made to have no window, as the package's, allows none. */
export const findFullChromium = (): string | undefined =>
  findProgram('chromium', 'chromium-browser', 'google-chrome');
