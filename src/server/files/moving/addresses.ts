/** Addresses of where files are, as FILES_URL gives them, and the places that they lead to. */
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** One address for each way of saying the same: also of the folder in DATA_DIR, which FILES_URL says by saying nothing. */
export const addressOf = (filesUrl: string | undefined, dataFolder: string): string =>
  filesUrl ? filesUrl : pathToFileURL(join(resolve(dataFolder), 'files')).href;

/** What is named to people and compared: an address without what it takes to get in. Only for what `openStorage` takes. */
export function placeOf(address: string): string {
  const { protocol, host, pathname } = new URL(address);
  if (protocol === 'file:') return `the folder ${resolve(fileURLToPath(address))}`;
  return `s3://${host}/${pathname.split('/').filter(Boolean).join('/')}`;
}

export const isSamePlace = (one: string, other: string): boolean => placeOf(one) === placeOf(other);
