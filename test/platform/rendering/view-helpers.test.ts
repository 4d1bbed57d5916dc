import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../src/server/config/project-root.js';
import { pageHelpers } from '../../../src/server/pages/page-helpers.js';
import { viewsIn } from '../../../src/server/platform/rendering/view-engine.js';
import { scriptData } from '../../../src/server/platform/rendering/view-helpers.js';

const render = (template: string, context: { language?: string; [name: string]: unknown }) =>
  viewsIn(context.language ?? 'en', pageHelpers).compile(template)(context);

describe('The template of a message', () => {
  const template = readFileSync(join(projectRoot, 'views/messages/message.hbs'), 'utf8');
  const message = {
    id: 7,
    seq: 3,
    author: { id: 2, username: 'anna', name: 'anna' },
    kind: 'text',
    text: '<b>1 & 2</b>\n  indented',
    createdAt: '2026-11-20T09:12:00.000Z',
    href: '/chat/tea/3#m3',
    startsGroup: true,
  };

  test('a text is escaped and keeps its white space', () => {
    const html = render(template, message);
    expect(html).toContain('<span class="written">&lt;b&gt;1 &amp; 2&lt;/b&gt;\n  indented</span></div>');
    expect(html).toContain('id="m3"');
    expect(html).toContain('<a class="author" href="/people/anna" data-person="2"><bdi>anna</bdi></a>');
    expect(html).toContain('<time datetime="2026-11-20T09:12:00.000Z" data-format="time">09:12</time>');
  });

  test('the server’s own html is printed, in place of the text', () => {
    const html = render(template, { ...message, html: '<strong>1 &amp; 2</strong>' });
    expect(html).toContain('<strong>1 &amp; 2</strong>');
    expect(html).not.toContain('>&lt;b&gt;');
  });

  test('an action tells who does it', () => {
    const html = render(template, { ...message, kind: 'action', text: 'waves' });
    expect(html).toContain('<bdi class="author">anna</bdi> <span class="written">waves</span></div>');
  });

  test('an edited one says so, with the time', () => {
    expect(render(template, { ...message, editedAt: '2026-11-20T10:00:00.000Z' })).toMatch(
      /class="edited-when"> edited <time datetime="2026-11-20T10:00:00.000Z"/,
    );
  });

  test('a tombstone keeps its place and has no text', () => {
    const gone = { ...message, text: undefined, deletedAt: '2026-11-20T10:00:00.000Z' };
    const html = render(template, gone);
    expect(html).toContain('<em>This message was deleted.</em></div>');
    expect(html).toContain('id="m3"');
    expect(render(template, { ...gone, deletedBy: 'author' })).toContain('anna deleted this message.');
    expect(render(template, { ...gone, deletedBy: 'moderator' })).toContain('A moderator removed');
  });

  test('a private one of another room says so, leads there, and takes no place in this room', () => {
    const html = render(template, {
      ...message,
      private: { peer: 'anna', outgoing: false, href: '/chat/%40anna' },
    });
    expect(html).toContain('<bdi>anna</bdi>, privately');
    expect(html).toContain('href="/chat/%40anna"');
    expect(html).not.toContain('id="m3"');
  });
});

test('texts come in the language of the page, with plurals, and values are escaped', () => {
  const template = '{{t "{{count}} online" count=n}} {{t "Message to {{name}}" name=who}}';
  expect(render(template, { language: 'ru', n: 3, who: '<i>' })).toBe('3 в сети Сообщение для &lt;i&gt;');
});

test('data for scripts cannot end its element', () => {
  expect(String(scriptData({ text: '</script><!--' }))).toBe('{"text":"\\u003c/script>\\u003c!--"}');
});

test('files are addressed by their content', () => {
  expect(render('{{asset "/built/samovar.css"}}', {})).toMatch(/^\/built\/samovar\.css\?v&#x3D;[\w-]{12}$/);
});
