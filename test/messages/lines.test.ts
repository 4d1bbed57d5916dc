/** Where a list shows a message in one line, it shows what people read: words without the marks of formatting, and nothing hidden. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ActivityEntry } from '../../src/shared/activity.js';
import type { DraftView } from '../../src/shared/drafts.js';
import type { RoomFilesView } from '../../src/shared/files.js';
import type { MessageView } from '../../src/shared/messages.js';
import type { SearchView } from '../../src/shared/search.js';
import { type FilesStage, filesStage } from '../browser/files-stage.js';
import { type Caller, newCaller } from '../support/operations/caller.js';
import { soon } from '../support/socket.js';

let stage: FilesStage;
let vera: Caller;

beforeAll(async () => {
  stage = await filesStage('hall', 'anna', 'boris');
  const { database } = stage.server;
  vera = await newCaller(stage.server, 'vera');
  const members = 'insert into memberships (room_id, user_id) values ($1, $2)';
  await database.query(members, [stage.roomId, vera.user.id]);
});

afterAll(() => stage.close());

const answerTo = ({ id }: MessageView) =>
  vera.must<MessageView>('POST', `/api/rooms/${stage.roomId}/messages`, {
    text: 'Both',
    clientId: crypto.randomUUID(),
    replyTo: id,
  });
const draftAnswering = ({ id }: MessageView) =>
  vera.must<DraftView>('PUT', `/api/rooms/${stage.roomId}/draft`, { text: 'Both', replyTo: id });
const activity = async () =>
  (await vera.must<{ entries: ActivityEntry[] }>('GET', '/api/me/activity')).entries;
const found = (q: string) => vera.must<SearchView>('GET', `/api/search?q=${q}`);
const files = () => vera.must<RoomFilesView>('GET', `/api/rooms/${stage.roomId}/files`);
const written = '- **Leeks** for @vera,\n- `npm ci`, and ~~peas~~: ||the *shed*||';
const read = 'Leeks for @vera, npm ci, and peas: ▒▒▒';

test('in quotes, activity, beside what was found, in the line of an answer begun, and with files', async () => {
  const said = await stage.say('anna', written, { name: 'shed.txt', bytes: 'a shed' });
  await stage.say('boris', 'Turnips');
  expect((await answerTo(said)).quoted?.text).toBe(read);
  expect((await draftAnswering(said)).answers?.text).toBe(read);
  expect((await found('turnips')).hits[0]!.before.map(({ text }) => text)).toEqual([read]);
  expect((await files()).files[0]!.caption).toBe(read);
  await soon(async () => expect((await activity())[0]!.message.text).toBe(read));
});

test('the name of a file, and what stands for itself, are as they were written', async () => {
  const [named, action] = [
    await stage.say('anna', '', { name: '1. __plan__.txt', bytes: 'a plan' }),
    await stage.say('boris', '/me is **not** formatted'),
  ];
  expect((await answerTo(named)).quoted?.text).toBe('1. __plan__.txt');
  expect((await answerTo(action)).quoted?.text).toBe('is **not** formatted');
});
