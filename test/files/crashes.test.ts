/** The server dies while it looks at what came: the next one looks again, and nothing has to be sent anew. */
import { afterAll, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { filePath } from '../../src/shared/paths.js';
import { createTestDatabase } from '../support/database.js';
import { addRoom } from '../support/factories.js';
import { startServer, temporaryFolder } from '../support/server-process.js';
import { eventually } from '../support/socket.js';
import { beginUpload, idAt, uploaded } from '../support/upload.js';
import { Visitor } from '../support/visitor.js';
import { pixelBomb } from '../platform/media/made-pictures.js';
import { endlessPdf } from '../platform/media/made-files.js';

const database = await createTestDatabase();
afterAll(() => database.drop());

test('killed while a picture is made smaller, and started again: the picture is there, in all its sizes', async () => {
  const settings = { DATABASE_URL: database.url, DATA_DIR: temporaryFolder(), RATE_LIMITS: 'off' };
  const first = await startServer(settings);
  const room = await addRoom(database, 'plots');
  const anna = new Visitor(first.url);
  await anna.register('anna');
  // Two seconds of work.
  const bytes = await sharp({ create: { width: 6000, height: 5000, channels: 3, background: '#484' } })
    .png({ compressionLevel: 1 })
    .toBuffer();
  const id = idAt((await beginUpload(anna, { room, name: 'plots.png', bytes })).location);
  const isLookedAt = async () =>
    (await database.query('select from files where id = $1 and looked_at is not null', [id])).length === 1;
  await eventually(isLookedAt, 'nobody looked at it');
  first.kill('SIGKILL');
  await first.ended;
  const before = await database.query<{ state: string }>('select state from files where id = $1', [id]);
  expect(before).toEqual([{ state: 'looking' }]);
  const second = await startServer({ ...settings, PORT: new URL(first.url).port });
  // For how long the first one is given, nobody has to wait here.
  await database.query('update files set looked_at = null where id = $1', [id]);
  const { file } = await uploaded(anna, id);
  expect(file).toMatchObject({ kind: 'picture', hasThumb: true });
  for (const size of [undefined, 'page', 'thumb'] as const)
    expect((await anna.get(filePath(file!, size))).status).toBe(200);

  // A file that is not taken, of which the database hears nothing: nobody else notices, and it is told of later.
  await database.query(`create sequence tries; create function away() returns trigger language plpgsql as
    $$ begin perform nextval('tries'); raise 'away'; end $$`);
  await database.query(
    `create trigger away before update on files for each row when (new.state = 'refused') execute function away()`,
  );
  const bomb = idAt((await beginUpload(anna, { room, name: 'bomb.png', bytes: pixelBomb() })).location);
  const isTried = async () => (await database.query('select from tries where is_called')).length === 1;
  await eventually(isTried, 'it was not tried');
  await database.query('drop trigger away on files');
  await database.query('update files set looked_at = null where id = $1', [bomb]);
  expect(await uploaded(anna, bomb)).toMatchObject({ state: 'refused' });
  // It stops in the middle of one that takes all the time there is: no part of it is left behind for that.
  const endless = idAt(
    (await beginUpload(anna, { room, name: 'endless.pdf', bytes: endlessPdf() })).location,
  );
  await eventually(async () => {
    const [row] = await database.query('select from files where id = $1 and looked_at is not null', [
      endless,
    ]);
    return row !== undefined;
  }, 'nobody looked at it');
  const { stderr } = await second.stop();
  expect(stderr).not.toContain('did not end');
  const after = await database.query('select state from files where id = $1', [endless]);
  expect(after).toEqual([{ state: 'looking' }]);
});
