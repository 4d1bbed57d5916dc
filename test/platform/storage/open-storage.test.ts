import { expect, test } from '@jest/globals';
import { openStorage } from '../../../src/server/platform/storage/open-storage.js';

const key = `${'0'.repeat(64)}/full`;

test('files are in the data folder, or in the folder that is named', () => {
  const path = `00/00/${key}`;
  expect(openStorage('', '/srv/data').pathOf!(key)).toBe(`/srv/data/files/${path}`);
  expect(openStorage('file:///mnt/our%20files', '/srv/data').pathOf!(key)).toBe(`/mnt/our files/${path}`);
  expect(openStorage('s3://key:secret@s3.example.org/bucket', '/srv/data')).not.toHaveProperty('pathOf');
});

const folder = 'FILES_URL must look like file:///var/lib/samovar/files';
const bucket = 'FILES_URL must look like s3://key:secret@host:port/bucket/prefix';

test.each([
  ['files', folder],
  ['https://s3.example.org/bucket', folder],
  ['file://host/folder', folder],
  ['file:///', folder],
  ['file:///folder?tls=off', folder],
  ['file:///a%2Fb', folder],
  ['s3:///bucket', bucket],
  ['s3://s3.example.org/bucket', bucket],
  ['s3://key@s3.example.org/bucket', bucket],
  ['s3://key:kettle@s3.example.org', bucket],
  ['s3://key:kettle@s3.example.org/', bucket],
  ['s3://key:kettle@s3.example.org/Bucket', bucket],
  ['s3://key:kettle%zz@s3.example.org/bucket', bucket],
  ['s3://key:ket/tle@s3.example.org/bucket', bucket],
  ['s3://key:kettle@s3.example.org/bucket/a%20b', bucket],
  ['s3://key:kettle@s3.example.org/bucket#part', bucket],
  ['s3://key:kettle@s3.example.org/bucket?region=a%20b', bucket],
  ['s3://key:kettle@s3.example.org/bucket?reads=yes', 'In FILES_URL, reads may only be direct'],
  ['s3://key:kettle@s3.example.org/bucket?tls=on', 'In FILES_URL, tls may only be off'],
  ['s3://key:kettle@s3.example.org/bucket?regoin=x', 'FILES_URL takes ?region=, ?tls=off and ?reads=direct'],
])('%s is not taken, with a sentence that says what to write', (url, sentence) => {
  let message = '';
  try {
    openStorage(url, '/srv/data');
  } catch (error) {
    message = (error as Error).message;
  }
  expect(message).toContain(sentence);
  expect(message).not.toMatch(/kettle|ket\/tle/);
});
