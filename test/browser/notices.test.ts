/** Whoever does not look at a room is told by a notice: pushed, or by a tab that nobody sees; and what a press on one does. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { startApp, type TestApp } from '../support/app.js';
import { member, type Person } from '../support/browser.js';
import { addRoom } from '../support/factories.js';
import { describeWithFullChromium } from '../support/needs.js';
import { NoticeScreen } from '../support/notice-screen.js';
import { type Caller, newBrowserCaller } from '../support/operations/caller.js';
import { PushService } from '../support/push-service.js';
import { eventually, soon, Tab } from '../support/socket.js';
import { allWatch, notice, readUpTo, saidLast, write } from './notices-stage.js';

const elsewhere = { roomId: 999, tag: 'room-999' };

describeWithFullChromium('Notices', () => {
  let server: TestApp;
  let pushService: PushService;
  let anna: Person;
  /** Hers, too, elsewhere. */
  let phone: Caller;
  let boris: Caller;
  let clara: Caller;
  let page: Page;
  let screen: NoticeScreen;
  let kitchen: number;

  beforeAll(async () => {
    server = await startApp({ RATE_LIMITS: 'off', OUTGOING: 'any' });
    pushService = await PushService.start();
    boris = await newBrowserCaller(server, 'boris');
    clara = await newBrowserCaller(server, 'clara');
    phone = await newBrowserCaller(server, 'anna');
    kitchen = await addRoom(server.database, 'kitchen', { members: [boris.user, clara.user, phone.user] });
    await addRoom(server.database, 'garden');
    anna = await member(server.url, 'anna', { browser: 'full Chromium' });
    await NoticeScreen.allow(anna.context, server.url, pushService.subscribe());
    page = anna.page;
    await page.goto('/chat/garden');
    screen = await NoticeScreen.of(anna.context, page);
  });

  beforeEach(() => screen.clear());

  afterAll(async () => {
    await server.close();
    await pushService.close();
  });

  const say = (text: string, author = boris) => write(author, kitchen, text);
  const expectTexts = (...wanted: string[]) => soon(async () => expect(await screen.texts()).toEqual(wanted));
  const roomIs = (name: string) => page.locator('#room-name', { hasText: name }).waitFor();

  async function open(path: string): Promise<void> {
    await page.goto(path);
    await page.locator('.people [data-user]').first().waitFor({ state: 'attached' });
  }

  describe('What is pushed', () => {
    test('of one room is one notice: what calls rings again, the rest is silent, and the newest stays', async () => {
      await screen.push(notice(kitchen, 1, 'hello'));
      await expectTexts('boris in #kitchen: hello');
      const [first] = await screen.notices();
      expect(first).toMatchObject({ renotify: true, tag: `room-${kitchen}` });
      expect(first!.actions).toEqual([
        { action: 'reply', title: 'Reply', type: 'text', placeholder: 'Your reply' },
        expect.objectContaining({ action: 'read', title: 'Mark as read' }),
      ]);
      await screen.push(notice(kitchen, 3, 'two more', { isMeant: false, lang: 'ru', canReply: false }));
      await expectTexts('boris in #kitchen: two more');
      const [second] = await screen.notices();
      expect(second).toMatchObject({ silent: true, renotify: false });
      expect(second!.actions.map(({ title }) => title)).toEqual(['Отметить прочитанным']);
      await screen.push(notice(kitchen, 2, 'late'));
      await screen.push(notice(kitchen, 9, 'elsewhere', elsewhere));
      await expectTexts('boris in #kitchen: two more', 'boris in #kitchen: elsewhere');
    });

    test('goes when it was read elsewhere, and is counted on the icon', async () => {
      await screen.push(notice(kitchen, 1, 'hello'));
      await screen.push(notice(kitchen, 1, 'stays', { ...elsewhere, badge: 2 }));
      await expectTexts('boris in #kitchen: hello', 'boris in #kitchen: stays');
      await soon(async () => expect(await screen.badge()).toBe(2));
      await screen.push({ kind: 'close', tags: [`room-${kitchen}`], badge: 1 });
      await expectTexts('boris in #kitchen: stays');
      await soon(async () => expect(await screen.badge()).toBe(1));
    });

    test('is not shown of the room before the reader’s eyes', async () => {
      await open('/chat/garden');
      await screen.push(notice(kitchen, 4, 'I am in the garden'));
      await expectTexts('boris in #kitchen: I am in the garden');
      await page.locator('#room-list a', { hasText: 'kitchen' }).click();
      await roomIs('kitchen');
      await expectTexts();
      await screen.push(notice(kitchen, 5, 'I see it'));
      await screen.push(notice(kitchen, 1, 'another room', elsewhere));
      await expectTexts('boris in #kitchen: another room');
      await screen.set({ isSeen: false });
      await screen.push(notice(kitchen, 6, 'I do not'));
      await expectTexts('boris in #kitchen: another room', 'boris in #kitchen: I do not');
    });
  });

  describe('A press', () => {
    let seq: number;

    beforeEach(async () => {
      ({ seq } = await say('come here'));
      await screen.set({ isSeen: false });
      await screen.push(notice(kitchen, seq, 'come here'));
      await expectTexts('boris in #kitchen: come here');
    });

    test('shows the message in the window that is open, without a reload', async () => {
      await open('/chat/garden');
      await page.evaluate('window.isTheSame = true');
      await screen.press('room-');
      await roomIs('kitchen');
      expect(new URL(page.url()).pathname).toBe(`/chat/kitchen/${seq}`);
      expect(await page.evaluate('window.isTheSame')).toBe(true);
      expect(await screen.opened()).toEqual([]);
      await expectTexts();
    });

    test('opens a window where none of the chat is open', async () => {
      await page.goto('/account');
      await screen.press('room-');
      expect(await screen.opened()).toEqual([`/chat/kitchen/${seq}#m${seq}`]);
    });

    test('on Mark as read moves the mark', async () => {
      await page.goto('/account');
      await screen.press('room-', 'read');
      expect(await readUpTo(server.database, kitchen, phone.user.id)).toBe(seq);
      await expectTexts();
    });

    test('on Reply sends what was written, once, and marks the room as read', async () => {
      await page.goto('/account');
      await screen.press('room-', 'reply', 'an answer from outside');
      const said = { text: 'an answer from outside', author: 'anna', count: 1 };
      expect(await saidLast(server.database, kitchen)).toEqual(said);
      expect(await readUpTo(server.database, kitchen, phone.user.id)).toBeGreaterThanOrEqual(seq);
      await expectTexts();
    });

    test('a reply that does not arrive stays as a notice, and a press on that leads to the room with the text', async () => {
      await open('/chat/garden');
      await screen.set({ refused: '/messages' });
      await screen.press('room-', 'reply', 'not lost');
      await expectTexts('Not sent. Press here to try again in the room.: not lost');
      await screen.press('unsent-');
      await roomIs('kitchen');
      await soon(async () => expect(await page.inputValue('#text')).toBe('not lost'));
      expect((await saidLast(server.database, kitchen))!.text).toBe('come here');
      await page.fill('#text', '');
      await expectTexts();
    });
  });

  describe('A tab that nobody sees', () => {
    let second: Page;
    let tab: Tab;

    const see = (isSeen: boolean) => screen.see([page, second], isSeen);
    /** Resolves when both tabs know. */
    const mention = async (text: string) => {
      const { id } = await say(text);
      const { unread } = await tab.until('activity', ({ entry }) => entry?.message.id === id);
      for (const each of [page, second])
        await each.locator(`[data-bell] .badge:text-is("${unread.all}")`).waitFor({ state: 'attached' });
    };

    beforeAll(async () => {
      second = await anna.context.newPage();
      await second.goto('/chat/garden');
      await open('/chat/garden');
      tab = await Tab.open(server.url, phone.cookie);
      await allWatch([page, second]);
    });

    afterAll(async () => {
      tab.close();
      await second.close();
    });

    test('tells of what calls, once however many there are; not while one is seen, nor where push does, nor the quiet', async () => {
      await see(true);
      await mention('@anna seen');
      await see(false);
      await screen.set({ isSubscribed: true });
      await mention('@anna pushed');
      await screen.looked();
      await screen.set({ isSubscribed: false });
      await phone.must('PATCH', '/api/me/notices', { quiet: true });
      await mention('@anna quietly');
      await phone.must('PATCH', '/api/me/notices', { quiet: false });
      await mention('@anna **not** seen');
      await expectTexts('boris in #kitchen: @anna not seen');
      expect(await screen.shownTimes()).toBe(1);
    });

    test('tells of all where the reader wants to hear of all, but of nobody they ignore, until it is read elsewhere', async () => {
      await see(false);
      await phone.must('PATCH', `/api/rooms/${kitchen}/membership`, { level: 'all' });
      const { seq } = await say('for everybody');
      await expectTexts('boris in #kitchen: for everybody');
      expect((await screen.notices())[0]).toMatchObject({ silent: true });
      await phone.must('PUT', `/api/rooms/${kitchen}/read`, { seq });
      await expectTexts();
      await phone.must('PUT', `/api/people/${boris.user.id}/ignored`);
      await say('for everybody else');
      await say('for them, too', clara);
      await expectTexts('clara in #kitchen: for them, too');
      await phone.must('DELETE', `/api/people/${boris.user.id}/ignored`);
      await phone.must('PATCH', '/api/me/notices', { hidesText: true });
      await say('a secret');
      await expectTexts('Samovar: New message');
      expect(await screen.shownTimes()).toBe(3);
    });
  });

  test('are turned on for this browser, which is called from then on, also by another address; signing out ends that', async () => {
    await page.goto('/account/devices');
    await page.click('[data-turns="on"]');
    await page.getByText('Notices are on here.').waitFor();
    await page.getByRole('button', { name: 'Send a test notice' }).click();
    await page.getByText('The test notice is on its way').waitFor();
    await screen.push(pushService.handed.at(-1)!.payload);
    await expectTexts('Samovar: Notices reach you here.');

    const renewed = pushService.subscribe();
    await screen.renew(renewed);
    await page.reload();
    await page.getByText('Notices are on here.').waitFor();
    await page.getByRole('button', { name: 'Send a test notice' }).click();
    await eventually(() => pushService.to(renewed).length === 1, 'The new address was not called.');

    await open('/chat/garden');
    await page.click('.me-button');
    await page.click('text=Sign out');
    await page.locator('[action="/login"]').waitFor();
    await expectTexts();
    await soon(async () => expect(await page.evaluate(`localStorage.getItem('test.subscribed')`)).toBe(null));
    expect((await phone.must<{ devices: unknown[] }>('GET', '/api/me/devices')).devices).toEqual([]);
  });

  test('nothing complained', () => expect(anna.complaints).toEqual([]));
});
