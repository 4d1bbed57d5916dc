/** Normal use of the server, written down: every page and form that leads anywhere, every operation of the API, a talk by socket. */
import { io, type Socket } from 'socket.io-client';
import { type Described, type Document, Promises } from '../../../support/operations/answers.js';
import { fitting } from '../../../support/operations/input.js';
import type { Random } from '../random.js';
import { knownPassword, type Persona } from '../persona.js';
import { placeholders, type RecordedRequest, withPlaceholders } from './request.js';

const form = 'application/x-www-form-urlencoded';
const browserHeaders: [string, string][] = [
  ['Accept', 'text/html,application/xhtml+xml'],
  ['Accept-Language', 'en'],
];

/** Follows the links of pages and writes down what was asked, and what each form would send. */
export async function crawl(url: string, persona: Persona, starts: string[]): Promise<RecordedRequest[]> {
  const found = new Map<string, RecordedRequest>();
  const waiting = [...starts];
  const seen = new Set(waiting.map(shapeOf));
  for (let path = waiting.shift(); path !== undefined && found.size < 150; path = waiting.shift()) {
    found.set(`GET ${shapeOf(path)}`, {
      part: persona.part,
      method: 'GET',
      target: path,
      headers: browserHeaders,
    });
    const page = await fetch(url + path, { headers: { cookie: persona.cookie, accept: 'text/html' } });
    const html = await page.text();
    for (const link of linksOf(html)) {
      if (seen.has(shapeOf(link))) continue;
      seen.add(shapeOf(link));
      waiting.push(link);
    }
    for (const { target, body } of formsOf(html, path))
      found.set(`POST ${shapeOf(target)}`, {
        part: persona.part,
        method: 'POST',
        target,
        headers: [...browserHeaders, ['Content-Type', form]],
        body,
      });
  }
  return [...found.values()];
}

/** Pages alike but for their numbers and names count as one, or the crawl would not end. */
const shapeOf = (path: string) => path.replace(/\d+/g, '0').replace(/=[^&]*/g, '=');

const decoded = (text: string) =>
  text.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=').replaceAll('&quot;', '"').replaceAll('&#x27;', "'");

function linksOf(html: string): string[] {
  return [...html.matchAll(/(?:href|src)="(\/[^"#]*)/g)]
    .map(([, path]) => decoded(path!))
    .filter((path) => !path.startsWith('//') && !path.startsWith('/health'));
}

function formsOf(html: string, page: string): { target: string; body: string }[] {
  return [...html.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)]
    .filter(([, attributes]) => attributes!.includes('method="post"'))
    .map(([, attributes, inside]) => {
      const target = decoded(/action="([^"]*)"/.exec(attributes!)?.[1] ?? page);
      const fields = [...inside!.matchAll(/<(?:input|textarea|select|button)[^>]*name="([^"]+)"[^>]*>/g)].map(
        ([tag, name]): [string, string] => [
          name!,
          name === '_csrf' ? placeholders.csrf : valueOf(tag, name!),
        ],
      );
      return { target, body: withPlaceholders(new URLSearchParams(fields).toString()) };
    });
}

const valueOf = (tag: string, name: string): string =>
  decoded(/value="([^"]*)"/.exec(tag)?.[1] ?? '') ||
  (/password/i.test(name) ? knownPassword : `some ${name}`);

/** Each operation of the API's own document, several times, with ids that are there. */
export async function operations(
  url: string,
  persona: Persona,
  ids: readonly number[],
  random: Random,
): Promise<RecordedRequest[]> {
  const document = (await (await fetch(`${url}/api/openapi.json`)).json()) as Document;
  const { find } = new Promises(document);
  const written = (name: string, schema: Described['parameters'][number]['schema']) =>
    /id$/i.test(name) ? random.pick(ids) : name === 'wait' ? 1 : fitting(schema, find, random);
  const one = (method: string, path: string, { parameters, requestBody }: Described): RecordedRequest => {
    const chosen = parameters.filter(({ required }) => required || random.chance(0.4));
    const value = (name: string) =>
      encodeURIComponent(
        String(written(name, parameters.find((each) => each.name === name)!.schema)).toWellFormed(),
      );
    const query = chosen.filter((each) => each.in === 'query').map(({ name }) => `${name}=${value(name)}`);
    const target = path.replace(/\{(\w+)\}/g, (_, name: string) => value(name));
    const schema = requestBody?.content['application/json']?.schema;
    const headers: [string, string][] = [['Accept', 'application/json']];
    return {
      part: persona.part,
      method: method.toUpperCase(),
      target: query.length ? `${target}?${query.join('&')}` : target,
      headers: schema ? [...headers, ['Content-Type', 'application/json']] : headers,
      ...(schema && { body: withPlaceholders(JSON.stringify(fitting(schema, find, random))) }),
    };
  };
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, described]) =>
      Array.from({ length: 3 }, () => one(method, path, described)),
    ),
  );
}

/** A talk by a stock client; what it put on the wire, packet by packet. */
export async function talk(url: string, persona: Persona, room: string, friend: string): Promise<string[]> {
  const packets: string[] = [];
  const { cookie, token } = persona.entry;
  const socket: Socket = io(url, {
    transports: ['websocket'],
    extraHeaders: cookie === undefined ? {} : { cookie, origin: url },
    auth: token === undefined ? {} : { token },
    forceNew: true,
    reconnection: false,
  });
  socket.io.engine.on('packetCreate', ({ type, data }: { type: string; data?: unknown }) => {
    if (type === 'message' && typeof data === 'string') packets.push(`4${withPlaceholders(data)}`);
  });
  const ask = async (event: string, payload: object) =>
    (await socket.timeout(20_000).emitWithAck(event, payload)) as { value?: Record<string, never> };
  const { room: joined } = (await ask('join', { room })).value as unknown as { room: { id: number } };
  const roomId = joined.id;
  const clientId = crypto.randomUUID();
  const { id: messageId } = (
    await ask('message', { roomId, clientId, text: 'Hello **you**, see https://example.org' })
  ).value as unknown as { id: number };
  for (const [event, payload] of [
    ['message', { roomId, clientId: crypto.randomUUID(), text: '/me waves', replyTo: messageId }],
    ['message', { roomId, clientId: crypto.randomUUID(), text: `/pm ${friend} psst` }],
    ['private_message', { to: friend, clientId: crypto.randomUUID(), text: 'a word' }],
    ['edit', { messageId, text: 'Hello _again_' }],
    ['react', { messageId, emoji: '👍', on: true }],
    ['history', { roomId, limit: 20 }],
    ['history', { roomId, around: 1, limit: 20 }],
    ['typing', { roomId }],
    ['read', { roomId, seq: 1 }],
    ['join', { room, rev: 1 }],
    ['delete', { messageId }],
    ['leave', { roomId }],
  ] as const)
    await ask(event, payload);
  socket.close();
  return packets;
}
