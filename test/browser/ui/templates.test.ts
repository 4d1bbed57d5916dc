/** The templates that scripts fill in come out as Handlebars, with which the server fills them in, would have it. */
import { describe, expect, test } from '@jest/globals';
import Handlebars from 'handlebars';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../src/server/config/project-root.js';
import type { FileView } from '../../../src/shared/files.js';
import { withIconsOnce } from '../../../src/server/platform/rendering/icons.js';
import { fileLook } from '../../../src/shared/rules/file-look.js';

const { laterShapes, templateFunction, templateSource } = (await import(
  join(projectRoot, 'bin', 'templates.mjs')
)) as {
  laterShapes: () => string;
  templateFunction: (source: string) => string;
  templateSource: (path: string) => string;
};

type Template = (context: unknown, root?: unknown) => string;
interface Runtime {
  written: unknown;
  isTrue: unknown;
  eachOf: unknown;
  helpers: Record<string, unknown>;
  partials: Record<string, Template>;
}

/** Texts and the language are those of the page. */
const document = { getElementById: () => ({ textContent: '{}' }), documentElement: { lang: 'en' } };
for (const [name, value] of Object.entries({ document, navigator: { languages: ['en'] } }))
  Object.defineProperty(globalThis, name, { value, configurable: true });
const runtime = (await import(join(projectRoot, 'src', 'browser', 'ui', 'handlebars.ts'))) as Runtime;
const { lookHelpers } = (await import(join(projectRoot, 'src', 'browser', 'files', 'look-helpers.ts'))) as {
  lookHelpers: Runtime['helpers'];
};
Object.assign(runtime.helpers, lookHelpers);

const folder = join(projectRoot, 'views');
const imported = readdirSync(join(projectRoot, 'src', 'browser'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .flatMap((path) => {
    const text = readFileSync(join(projectRoot, 'src', 'browser', path), 'utf8');
    return [...text.matchAll(/views\/([\w/-]+)\.hbs'/g)].map(([, name]) => name!);
  });
const names = [...new Set(imported)].sort();
const sources = new Map(names.map((name) => [name, templateSource(join(folder, `${name}.hbs`))]));

const parameters = ['written', 'isTrue', 'eachOf', 'helpers', 'partials'] as const;
const compiled = (source: string): Template => {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- as esbuild puts it into the bundle
  const make = new Function(...parameters, `return ${templateFunction(source)}`) as (
    ...given: unknown[]
  ) => Template;
  return make(...parameters.map((name) => runtime[name]));
};
const ours = new Map([...sources].map(([name, source]) => [name, compiled(source)]));
Object.assign(runtime.partials, Object.fromEntries(ours));

const theirs = Handlebars.create();
for (const [name, source] of sources) theirs.registerPartial(name, source);
for (const [name, helper] of Object.entries(runtime.helpers))
  theirs.registerHelper(name, (...given: unknown[]) => {
    const made = (helper as (...given: unknown[]) => unknown)(...given);
    const isMarkup = typeof made === 'object' && made !== null && 'html' in made;
    return isMarkup ? new Handlebars.SafeString(String(made.html)) : made;
  });

const expected = (source: string, context: object) =>
  theirs.compile(source, { preventIndent: true })(context);

const odd = `<b title="x">'a' & \`b\` = c</b>`;
const people = [
  { id: 1, username: odd, name: odd, picture: 'ab12', href: '/chat/@a?b=c', isMe: true, role: 'admin' },
  {
    id: 2,
    username: 'Ольга',
    name: 'Ольга Белова',
    href: '/chat/@o',
    isAway: true,
    role: 'member',
    keeper: true,
  },
];
/** One of each kind, and a second picture. */
const files = [
  { id: 1, name: odd, kind: 'picture', type: 'image/webp', size: 84_000, width: 640, height: 480, alt: odd },
  {
    id: 2,
    name: 'b.gif',
    kind: 'picture',
    type: 'image/gif',
    size: 1,
    animated: true,
    blur: 'data:image/webp;base64,AA',
  },
  {
    id: 3,
    name: 'c.mp4',
    kind: 'video',
    type: 'video/mp4',
    size: 2_100_000,
    seconds: 48,
    width: 320,
    height: 240,
  },
  { id: 4, name: 'd.mp3', kind: 'sound', type: 'audio/mpeg', size: 412_000_000, seconds: 3_700 },
  { id: 5, name: 'e.ogg', kind: 'voice', type: 'audio/ogg', size: 999, seconds: 23, waveform: [0, 31, 12] },
  { id: 6, name: 'f.pdf', kind: 'document', type: 'application/pdf', size: 12, pages: 2, hasThumb: true },
  { id: 7, name: odd, kind: 'other', type: 'application/octet-stream', size: 1_500, look: odd },
].map((file) => ({ hasThumb: file.kind === 'picture' || undefined, ...file })) as FileView[];
/** Everything that a template may be given, in many ways. */
const whole = {
  ...{
    id: 7,
    seq: 42,
    rev: 43,
    kind: 'text',
    text: odd,
    createdAt: '2026-11-29T10:00:00.000Z',
    startsGroup: true,
  },
  ...{ author: people[0], href: '/chat/a/42', html: '<p>hi</p>', editedAt: '2026-11-29T10:01:00.000Z' },
  ...{ reactions: [{ emoji: '☕', users: people, count: 2 }], maxlength: 4000, name: odd, topic: odd },
  ...{
    unread: 3,
    online: 2,
    peerId: 9,
    username: odd,
    lastSeq: 50,
    lastMessageAt: '2026-11-29T10:00:00.000Z',
    lastAt: '2026-11-29T10:00:00.000Z',
    at: '2026-11-29T10:00:00.000Z',
    isOpen: true,
  },
  ...{
    person: { ...people[1], online: false, lastHereAt: '2026-11-28T10:00:00.000Z', role: 'admin' },
    rooms: [{ name: odd, href: '/chat/a' }],
    conversation: '/chat/@a',
    face: people[1],
    second: people[0],
    place: odd,
    pinnedBy: people[0],
    role: 'guest',
    ids: '7,8',
    isNew: true,
    parts: [{ text: odd }, { text: '@me', isMe: true }],
    canMention: true,
  },
  ...{ mine: people, others: people, direct: people, moreHref: '/chat/?after=9', isDirect: true, people },
};
const states: [string, object][] = [
  ['everything', whole],
  [
    'nothing',
    {
      ...{
        id: 0,
        author: { username: '', name: '' },
        person: { username: '', name: '', role: 'member' },
        face: { username: '', name: '' },
      },
      ...{ username: '', name: '', role: 'member', pinnedBy: { id: 0, username: '', name: '' } },
      createdAt: '2026-11-29T10:00:00Z',
      lastAt: '2026-11-29T10:00:00Z',
      at: '2026-11-29T10:00:00Z',
    },
  ],
  [
    'what is neither here nor there',
    { ...whole, unread: 0, reactions: [], html: '', isDirect: false, isClosed: true },
  ],
  ['a private line', { ...whole, private: { outgoing: true, peer: odd, href: '#' } }],
  ['one that came', { ...whole, private: { outgoing: false, peer: odd, href: '#' } }],
  ['what waits', { ...whole, pending: true, kind: 'action', html: undefined, editedAt: null }],
  ['files of every kind', { ...whole, ...fileLook(files[6]!), files }],
  ['one picture', { ...whole, ...fileLook(files[0]!), text: '', files: files.slice(0, 1) }],
  ['a voice', { ...whole, ...fileLook(files[4]!), files: files.slice(4, 5) }],
  ['what was deleted', { ...whole, deletedAt: '2026-11-29T10:02:00.000Z' }],
];

test('those that scripts use are found', () => {
  expect(names).toEqual(expect.arrayContaining(['messages/message', 'rooms/room-lists', 'icons/smile']));
});

describe.each(names)('%s', (name) => {
  test.each(states)('with %s', (_, context) => {
    expect(ours.get(name)!(context)).toBe(expected(sources.get(name)!, context));
  });
});

test.each([
  ['{{a.b.c}}|{{a}}|{{this.x}}|{{@root.x}}', { x: 0, a: null }],
  ['{{#each list}}{{this}}{{../x}}{{@root.x}};{{else}}none{{/each}}', { x: '<', list: [1, false, null] }],
  ['{{#each list}}{{this}}{{else}}none{{/each}}', { list: [] }],
  [
    '{{#with a}}{{b}}{{#each c}}{{../b}}{{../../x}}{{/each}}{{else}}no{{/with}}',
    { x: 1, a: { b: 2, c: [3] } },
  ],
  ['{{#with a}}{{b}}{{else}}no{{/with}}', {}],
  ['{{#if a}}1{{else if b}}2{{else}}3{{/if}}{{#unless a}}4{{else}}5{{/unless}}', { b: [0] }],
  ['{{#if (eq a "x")}}x{{/if}}\n  {{!-- not this --}}\n<p>\n  {{~#if a}} y {{~/if~}}\n</p>', { a: 'x' }],
  [
    '<ul>\n  {{> messages/new-line}}\n</ul>\n{{> people/avatar id=1 name=x}}',
    { x: odd, createdAt: '2026-11-29T10:00:00.000Z' },
  ],
])('%s', (source, context) => {
  expect(compiled(source)(context)).toBe(expected(source, context));
});

test.each(['{{{html}}}', '{{#repeat 3}}x{{/repeat}}', '{{@index}}', '{{#> layout}}x{{/layout}}'])(
  'the build stops at %s',
  (source) => {
    expect(() => templateFunction(source)).toThrow(/^The browser's templates know no|^Markup is written/);
  },
);

test('icons that come later are drawn as the server draws them', () => {
  const drawn = [
    'components/icon',
    ...readdirSync(join(folder, 'icons')).map((file) => `icons/${file.slice(0, -4)}`),
  ];
  const once = new Map(
    withIconsOnce(drawn.map((name) => [name, readFileSync(join(folder, `${name}.hbs`), 'utf8')])),
  );
  expect(laterShapes()).toBe(once.get('icons-later'));
  expect(laterShapes()).toContain('<symbol id="icon-zoom-in"');
  expect(once.get('icons')).not.toContain('icon-zoom-in');
});
