/** Where FILES_URL says that files are. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StartError } from '../errors/start-error.js';
import { FolderStorage } from './folder.storage.js';
import type { BucketPlace } from './s3-bucket.js';
import { S3Storage } from './s3.storage.js';
import type { Storage } from './storage.js';

const forms =
  'FILES_URL must look like file:///var/lib/samovar/files or s3://key:secret@host/bucket; leave it out for a folder in DATA_DIR.';
const bucketForm =
  'FILES_URL must look like s3://key:secret@host:port/bucket/prefix; in the secret, write / as %2F and + as %2B.';

/** None of its sentences repeats the address: there is a secret in it. Nothing is opened yet; `check` says whether it works. */
export function openStorage(url: string, dataFolder: string): Storage {
  if (url === '') return new FolderStorage(join(dataFolder, 'files'));
  if (!URL.canParse(url)) throw new StartError(url.startsWith('s3:') ? bucketForm : forms);
  const parsed = new URL(url);
  if (parsed.protocol === 'file:') return new FolderStorage(folderOf(parsed));
  if (parsed.protocol !== 's3:') throw new StartError(forms);
  return new S3Storage(placeOf(parsed), chosen(parsed, 'reads', 'direct'));
}

function folderOf(url: URL): string {
  if (url.host !== '' || url.search !== '' || url.hash !== '' || url.pathname === '/')
    throw new StartError(forms);
  try {
    return fileURLToPath(url);
  } catch {
    throw new StartError(forms);
  }
}

function placeOf(url: URL): BucketPlace {
  const [bucket, ...folders] = decoded(url.pathname)
    .split('/')
    .filter((part) => part !== '');
  const place = {
    endpoint: `${chosen(url, 'tls', 'off') ? 'http' : 'https'}://${url.host}`,
    region: url.searchParams.get('region') || 'us-east-1',
    bucket: bucket ?? '',
    prefix: folders.map((folder) => `${folder}/`).join(''),
    accessKeyId: decoded(url.username),
    secretAccessKey: decoded(url.password),
  };
  const isWhole =
    url.host !== '' && url.hash === '' && place.accessKeyId !== '' && place.secretAccessKey !== '';
  const isNamed = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(place.bucket) && /^[\w-]+$/.test(place.region);
  if (!isWhole || !isNamed || folders.some((folder) => !/^[\w.-]+$/.test(folder) || /^\.+$/.test(folder)))
    throw new StartError(bucketForm);
  const known = ['region', 'tls', 'reads'];
  if ([...url.searchParams.keys()].some((name) => !known.includes(name)))
    throw new StartError(
      'FILES_URL takes ?region=, ?tls=off and ?reads=direct, joined by &, and nothing else.',
    );
  return place;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new StartError(bucketForm);
  }
}

function chosen(url: URL, name: string, word: string): boolean {
  const value = url.searchParams.get(name);
  if (value !== null && value !== word)
    throw new StartError(
      `In FILES_URL, ${name} may only be ${word}: write ?${name}=${word} or leave it out.`,
    );
  return value === word;
}
