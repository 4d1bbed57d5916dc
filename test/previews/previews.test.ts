/** What stands below a message with a link: found once, shown to everybody, and gone when it is to go. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { MessageView } from '../../src/shared/messages.js';
import { appendCalling, appendPlain } from '../../src/server/messages/log/append.statement.js';
import { SettingsService } from '../../src/server/settings/settings.service.js';
import { MessagePreviews } from '../../src/server/messages/linked/message-previews.service.js';
import { RoomFiles } from '../../src/server/messages/files/room-files.service.js';
import { MessagesService } from '../../src/server/messages/messages.service.js';
import { startServices, type TestServices } from '../support/services.js';
import { Web } from '../support/web.js';
import { jpeg, Scene } from './scene.js';

let node: TestServices;
let web: Web;
let scene: Scene;

beforeAll(async () => {
  web = await Web.start();
  node = await startServices(undefined, { OUTGOING: 'any', PUBLIC_URL: 'https://chat.example.org' });
});
beforeEach(async () => {
  scene = await Scene.begin(node);
});
afterAll(async () => {
  await node.close();
  await web.close();
});

const page = (title: string, more = '') => `<head><title>${title}</title>${more}</head>`;
/** An address of its own, so that nothing is remembered of it. */
const fresh = () => `/${randomUUID()}`;

describe('A link', () => {
  test('is shown with what stands there, the picture out of our storage', async () => {
    const picture = web.bytes(fresh(), 'image/jpeg', await jpeg());
    const link = web.html(fresh(), page('A door', `<meta property="og:image" content="${picture}">`));
    const message = await scene.say(`look at ${link}#top, and <https://example.org>`);
    const preview = await scene.previewOf(message);
    expect(preview).toMatchObject({
      url: `${link}#top`,
      kind: 'page',
      title: 'A door',
      site: '127.0.0.1',
      picture: { width: 64, height: 64, hasThumb: true, name: 'preview.webp' },
    });
    const changed = await scene.now(message);
    expect(changed.rev).toBeGreaterThan(message.rev);
    expect([changed.files, changed.editedAt]).toEqual([undefined, undefined]);
    const { headers } = web.asked.find(({ url }) => web.at(url) === link)!;
    expect(headers).toMatchObject({
      'user-agent': expect.stringContaining('(+https://chat.example.org)') as unknown,
    });
    expect(headers.cookie).toBeUndefined();
    // A file of the message, and none that people list.
    const files = node.get(RoomFiles);
    expect((await files.list(scene.anna, scene.roomId, { limit: 10 })).files).toEqual([]);
    expect(await files.counts(scene.anna, scene.roomId)).toMatchObject({ all: 0, size: 0, picture: 0 });
  });

  test('to a picture is that picture', async () => {
    const path = fresh();
    const message = await scene.say(web.bytes(`${path}.jpg`, 'image/jpeg', await jpeg()));
    expect(await scene.previewOf(message)).toMatchObject({
      kind: 'picture',
      title: `${path.slice(1)}.jpg`,
      picture: { width: 64 },
    });
    expect(web.times(`${path}.jpg`)).toBe(1);
  });

  test('in many messages is asked for once, and each has a picture of its own', async () => {
    const [pagePath, picturePath] = [fresh(), fresh()];
    web.bytes(picturePath, 'image/jpeg', await jpeg('red'));
    const link = web.html(pagePath, page('Once', `<meta property="og:image" content="${picturePath}">`));
    const messages = await Promise.all(Array.from({ length: 8 }, () => scene.say(link)));
    await scene.settled();
    const previews = await Promise.all(messages.map((message) => scene.previewOf(message)));
    expect(previews.map((preview) => preview?.title)).toEqual(Array(8).fill('Once'));
    expect(new Set(previews.map((preview) => preview?.picture?.id)).size).toBe(8);
    expect([web.times(pagePath), web.times(picturePath)]).toEqual([1, 1]);
  });

  test('in code is none, nor in a command, nor one to this server', async () => {
    const path = fresh();
    const link = web.html(path, page('Never'));
    await scene.say(`\`${link}\`\n\n\`\`\`\n${link}\n\`\`\``);
    await scene.say(`/me looks at ${link}`);
    await scene.say('https://chat.example.org/chat/lobby/1');
    await scene.settled();
    expect(web.times(path)).toBe(0);
  });

  test.each([
    ['is missing', 404],
    ['fails', 500],
  ])('to what %s shows nothing, and is not asked for again with the next message', async (_what, status) => {
    const path = fresh();
    const link = web.on(path, (_request, response) => response.writeHead(status).end('<title>No</title>'));
    expect(await scene.previewOf(await scene.say(link))).toBeUndefined();
    expect(await scene.previewOf(await scene.say(link))).toBeUndefined();
    expect(web.times(path)).toBe(1);
  });

  test('to a page whose picture is none shows the rest', async () => {
    const broken = web.bytes(fresh(), 'image/jpeg', Buffer.from('no picture'));
    const drawing = web.bytes(
      fresh(),
      'image/svg+xml',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    );
    const huge = web.bytes(fresh(), 'image/jpeg', Buffer.alloc(6_000_000));
    for (const picture of [broken, drawing, huge, 'http://127.0.0.1:1/x.jpg']) {
      const link = web.html(fresh(), page('A wall', `<meta property="og:image" content="${picture}">`));
      const preview = await scene.previewOf(await scene.say(link));
      expect([preview?.title, preview?.picture]).toEqual(['A wall', undefined]);
    }
    expect(await scene.pictures()).toBe(0);
  });
});

describe('A preview goes', () => {
  const shown = async () => {
    const picture = web.bytes(fresh(), 'image/jpeg', await jpeg('blue'));
    const link = web.html(fresh(), page('Shown', `<meta property="og:image" content="${picture}">`));
    const message = await scene.say(`see ${link}`);
    expect((await scene.previewOf(message))?.picture).toBeDefined();
    expect(await scene.pictures()).toBe(1);
    return { message, link };
  };

  test('with its message', async () => {
    const { message } = await shown();
    expect((await scene.remove(message)).preview).toBeUndefined();
    expect(await scene.pictures()).toBe(0);
  });

  test('with its link; an edit that leaves that leaves it, and one that brings another brings that', async () => {
    const { message, link } = await shown();
    expect((await scene.edit(message, `do see ${link}`)).preview?.title).toBe('Shown');
    const other = web.html(fresh(), page('Other'));
    expect((await scene.edit(message, `rather ${other}`)).preview).toBeUndefined();
    expect(await scene.pictures()).toBe(0);
    expect((await scene.previewOf(message))?.title).toBe('Other');
    expect((await scene.edit(message, 'never mind')).preview).toBeUndefined();
    expect(await scene.previewOf(message)).toBeUndefined();
  });

  test('for good where its author or an administrator takes it away, and nobody else', async () => {
    const { message, link } = await shown();
    const previews = node.get(MessagePreviews);
    await expect(
      previews.hide({ ...scene.boris, role: 'member' }, { messageId: message.id }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    const hidden = await previews.hide(scene.anna, { messageId: message.id });
    expect([hidden.preview, hidden.text]).toEqual([undefined, message.text]);
    expect(await scene.pictures()).toBe(0);
    const again = await previews.hide(scene.anna, { messageId: message.id });
    expect(again.rev).toBe(hidden.rev);
    await scene.edit(message, `still ${link}`);
    expect(await scene.previewOf(message)).toBeUndefined();
    const second = await shown();
    expect((await previews.hide(scene.boris, { messageId: second.message.id })).preview).toBeUndefined();
  });

  test('while it is being looked at: what comes then is shown to nobody', async () => {
    const answers: (() => void)[] = [];
    const path = fresh();
    const link = web.on(path, (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      answers.push(() => response.end(page('Late')));
    });
    const message = await scene.say(link);
    while (answers.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    await node.get(MessagePreviews).hide(scene.anna, { messageId: message.id });
    answers[0]!();
    expect(await scene.previewOf(message)).toBeUndefined();
  });
});

describe('Over several nodes', () => {
  test('a link is looked at once, whichever of them hears of it; what one leaves undone another does', async () => {
    const south = await startServices(node.database, { OUTGOING: 'any' });
    try {
      const path = fresh();
      const link = web.html(path, page('Both'));
      const send = (text: string) => ({ roomId: scene.roomId, clientId: randomUUID(), text });
      const written = await Promise.all(
        [node, south].map((each) => each.get(MessagesService).send(scene.anna, send(link))),
      );
      for (const message of written)
        expect((await scene.previewOf(message as MessageView))?.title).toBe('Both');
      expect(web.times(path)).toBe(1);
      // Its node ended while it was at it: the claim is old, and the message still without.
      const plain = await scene.say('no link');
      const late = web.html(fresh(), page('Late'));
      await node.database.query('update messages set text = $2 where id = $1', [plain.id, late]);
      await node.database.query(
        `insert into wanted_previews (message_id, url, host, claimed_at) values ($1, $2, 'x', now() - interval '2 minutes')`,
        [plain.id, late],
      );
      expect((await scene.previewOf(plain))?.title).toBe('Late');
    } finally {
      await south.close();
    }
  });
});

test('a message without a link costs what it did: nothing of this is in the statements that write it', () => {
  for (const statement of [appendPlain, appendCalling]) expect(statement).not.toContain('preview');
});

describe('Nothing is looked at', () => {
  test('where the author wants no preview, and a repeat is the same message', async () => {
    const path = fresh();
    const link = web.html(path, page('Never'));
    const send = { roomId: scene.roomId, clientId: randomUUID(), text: link, noPreview: true };
    const message = await node.get(MessagesService).send(scene.anna, send);
    expect(await node.get(MessagesService).send(scene.anna, send)).toMatchObject({
      id: (message as { id: number }).id,
    });
    await scene.settled();
    expect(web.times(path)).toBe(0);
  });

  test('while an administrator has it off', async () => {
    const settings = node.get(SettingsService);
    await settings.change(scene.boris, { link_previews: false });
    const path = fresh();
    const link = web.html(path, page('Off'));
    await scene.say(link);
    await scene.settled();
    await settings.change(scene.boris, { link_previews: true });
    expect(web.times(path)).toBe(0);
    expect((await scene.previewOf(await scene.say(link)))?.title).toBe('Off');
  });
});
