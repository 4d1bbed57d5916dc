/** What is found on pages, whatever they are made of. */
import { describe, expect, test } from '@jest/globals';
import { cleanText } from '../../../src/server/previews/reading/clean-text.js';
import { decoded } from '../../../src/server/previews/reading/decoded.js';
import { issueTitle, knownSite } from '../../../src/server/previews/reading/known-sites.js';
import { factsOfPage } from '../../../src/server/previews/reading/page-facts.js';
import {
  foundInSummary,
  foundOnPage,
  foundPicture,
} from '../../../src/server/previews/reading/page-found.js';

const url = new URL('https://www.example.org/a/page');
const found = (html: string, at = url) => foundOnPage(factsOfPage(html), at, knownSite(at));
const meta = (name: string, content: string) => `<meta property="${name}" content="${content}">`;

describe('A page', () => {
  test('is shown by what it says of itself for that', () => {
    const html = `<head><title>Another</title>
      ${meta('og:title', 'A &lt;b&gt;door&lt;/b&gt; &amp; a key')}${meta('og:site_name', 'Doors')}
      <meta name=description content="ignored">${meta('og:description', ' It is\n green. ')}
      ${meta('og:image', '../door.jpg')}</head><body>${meta('og:title', 'too late')}`;
    expect(found(html)).toEqual({
      kind: 'page',
      title: 'A <b>door</b> & a key',
      description: 'It is green.',
      site: 'Doors',
      picture: { url: 'https://www.example.org/door.jpg' },
    });
  });

  test('or by its title, and the name of its host', () => {
    const html = '<title>A door</title><meta name="description" content="A door"><svg><title>x</title></svg>';
    expect(found(html)).toEqual({ kind: 'page', title: 'A door', site: 'example.org' });
    expect(found('<meta name="twitter:title" content="A tweet">')).toMatchObject({ title: 'A tweet' });
    expect(found('<p>nothing</p>')).toBeNull();
    expect(found('')).toBeNull();
  });

  test.each([
    'javascript:alert(1)',
    'data:image/png;base64,AAAA',
    'ftp://x.org/a.png',
    'https://a:b@x.org/a.png',
    'https://',
  ])('has no picture at %s', (address) => {
    expect(found(`<title>A door</title>${meta('og:image', address)}`)?.picture).toBeUndefined();
  });

  test('of ten megabytes of tags costs no more than their beginning', () => {
    const begun = performance.now();
    const html = `${meta('og:image', 'x'.repeat(3000)).repeat(3_400)}<title>${'a'.repeat(1_000_000)}</title>`;
    const shown = found(html)!;
    expect([[...shown.title!].length, shown.picture]).toEqual([200, undefined]);
    const names = Array.from({ length: 100_000 }, (_, index) => meta(`og:x${index}`, 'y')).join('');
    expect(factsOfPage(names).meta.size).toBe(200);
    expect(performance.now() - begun).toBeLessThan(3_000);
  });

  test.each([
    ['open and never close', '<b>'.repeat(175_000)],
    ['close what never was', '<xx>'.repeat(65_000) + '</yy>'.repeat(52_000)],
    ['open within pictures', '<svg><title>'.repeat(43_000)],
  ])('of half a megabyte of tags that %s costs next to nothing', (_how, html) => {
    const begun = performance.now();
    expect(factsOfPage(`<title>A door</title>${html}`).title).toBe('A door');
    expect(performance.now() - begun).toBeLessThan(2_000);
  });

  test('in whichever encoding it is', () => {
    const russian = Buffer.from([0xd1, 0xe0, 0xec, 0xee, 0xe2, 0xe0, 0xf0]);
    expect(decoded(russian, 'text/html; charset=windows-1251')).toBe('Самовар');
    const named = Buffer.concat([
      Buffer.from('<meta http-equiv=x content="text/html; charset=windows-1251">'),
      russian,
    ]);
    expect(decoded(named, 'text/html')).toContain('Самовар');
    expect(decoded(Buffer.from('Самовар'), 'text/html; charset=nobody-knows')).toBe('Самовар');
    expect(decoded(Buffer.from('\ufeffСамовар'), 'text/html; charset=windows-1251')).toBe('Самовар');
    // What is said is wrong: a mark for what cannot be read, and no error.
    expect(decoded(russian, 'text/html; charset=utf-8')).toContain('\ufffd');
  });
});

describe('Words of a page', () => {
  test('are cut where they are long, and nothing invisible is in them', () => {
    expect(cleanText('  a\u202egnp.exe\u0000\u2066 b\n\tc ', 50)).toBe('a gnp.exe b c');
    expect(cleanText('\ud83d lone', 50)).toBe('lone');
    expect(cleanText(' \u200b\u00ad ', 50)).toBeUndefined();
    expect(cleanText('😀'.repeat(20), 10)).toBe(`${'😀'.repeat(9)}…`);
    expect(cleanText('family 👨\u200d👩\u200d👧', 50)).toBe('family 👨\u200d👩\u200d👧');
    for (const max of [1, 5, 10]) expect(cleanText('😀a'.repeat(50), max)!.isWellFormed()).toBe(true);
  });

  test('of entities that stand for halves of characters are whole', () => {
    expect(found('<title>&#xD800;door&#0;</title>')!.title!.isWellFormed()).toBe(true);
  });
});

describe('Sites that are known', () => {
  test.each([
    ['https://github.com/anna/door/issues/12', 'anna/door', 12],
    ['https://github.com/anna/door/pull/12/files', 'anna/door', 12],
    ['https://gitlab.com/group/sub/door/-/merge_requests/7', 'group/sub/door', 7],
    ['https://git.example.org/group/door/-/issues/7#note_1', 'group/door', 7],
    ['https://codeberg.org/anna/door/pulls/3', 'anna/door', 3],
  ])('%s is an issue', (address, repository, number) => {
    expect(knownSite(new URL(address))).toEqual({ kind: 'issue', issue: { repository, number } });
  });

  test.each([
    ['Doors do not close · Issue #12 · anna/door · GitHub', 12],
    ['Doors do not close · Issue #12 · anna/door', 12],
    ['Doors do not close (#12) · Issues · anna / door · GitLab', 12],
    ['Doors do not close (!12)', 12],
    ['#12 - Doors do not close', 12],
  ])('%s: the title is that of the issue', (title, number) => {
    expect(issueTitle(title, number)).toBe('Doors do not close');
  });

  test.each([
    ['https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=4', 'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ'],
    ['https://youtu.be/dQw4w9WgXcQ?si=x', 'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ'],
    ['https://m.youtube.com/shorts/dQw4w9WgXcQ', 'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ'],
    ['https://vimeo.com/123456789', 'https://player.vimeo.com/video/123456789?dnt=1'],
  ])('%s is a video that plays here', (address, player) => {
    expect(knownSite(new URL(address))).toMatchObject({ kind: 'video', player });
  });

  test.each([
    'https://www.youtube.com/watch?v=../../x',
    'https://youtube.com.example.org/watch?v=dQw4w9WgXcQ',
    'https://vimeo.com/about',
    'https://github.com/anna/door',
    'https://example.org/issues/3',
  ])('%s is none of them', (address) => {
    expect(knownSite(new URL(address))).toBeUndefined();
  });

  test('a video elsewhere is one that plays there', () => {
    const html = `${meta('og:type', 'video')}${meta('og:title', 'A film')}${meta('og:platform', 'PeerTube')}`;
    expect(found(html)).toEqual({ kind: 'video', title: 'A film', site: 'example.org' });
  });

  test('what a short answer about a video says', () => {
    const at = new URL('https://youtu.be/dQw4w9WgXcQ');
    const json = (answer: unknown) => foundInSummary(JSON.stringify(answer), at, knownSite(at)!);
    const answer = {
      title: 'A \u202efilm',
      author_name: 'Anna',
      provider_name: 'YouTube',
      thumbnail_url: 'https://i.ytimg.com/x.jpg',
    };
    expect(json(answer)).toEqual({
      kind: 'video',
      player: 'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ',
      title: 'A film',
      description: 'Anna',
      site: 'YouTube',
      picture: { url: 'https://i.ytimg.com/x.jpg' },
    });
    for (const other of [null, [], 'x', 3, { title: 3 }, { title: '\ud800' }]) expect(json(other)).toBeNull();
    expect(foundInSummary('<html>', at, knownSite(at)!)).toBeNull();
  });

  test('a picture is shown by its name', () => {
    expect(foundPicture(new URL('https://x.org/a%20door.jpg?size=2'))).toEqual({
      kind: 'picture',
      title: 'a door.jpg',
      site: 'x.org',
      picture: { url: 'https://x.org/a%20door.jpg?size=2' },
    });
    expect(foundPicture(new URL('https://x.org/%E0%A4%A'))).toMatchObject({ title: '%E0%A4%A' });
  });
});
