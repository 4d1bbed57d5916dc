/** Requests with one to three things changed. They stay whole requests, so each is owed an answer. */
import type { Random } from '../random.js';
import { mutatedForm, mutatedJson, mutatedText, nested } from './mutations.js';
import type { RecordedRequest } from './request.js';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE', 'PROPFIND', 'M-SEARCH'];

const headers: [string, string][] = [
  ['Content-Type', 'application/json; charset=utf-7'],
  ['Content-Type', 'application/json; charset=utf-16'],
  ['Content-Type', 'multipart/form-data; boundary=x'],
  ['Content-Type', 'text/plain'],
  ['Content-Type', 'application/xml'],
  ['Content-Type', ';;;'],
  ['Content-Type', 'application/x-www-form-urlencoded; charset=iso-8859-1'],
  ['Content-Encoding', 'gzip'],
  ['Content-Encoding', 'br'],
  ['Content-Encoding', 'nonsense'],
  ['Accept', '*/*;q=0'],
  ['Accept', 'x'.repeat(3_000)],
  ['Accept', 'text/event-stream'],
  ['Accept-Encoding', 'br;q=1.0, *;q=0, \xff'],
  ['Accept-Language', 'ru;q=2, -, *, en-'.repeat(50)],
  ['Authorization', 'Bearer '],
  ['Authorization', 'Bearer samovar_' + 'A'.repeat(60)],
  ['Authorization', 'Basic \xff\xfe'],
  ['Cookie', ''],
  ['Cookie', 'samovar.sid=s%3Aabc.def; samovar.csrf=%E0%A4%A; =; ;;'],
  ['Cookie', 'samovar.sid=j%3A%7B%7D; samovar.visitor=j:{"a":1}; theme=__proto__; language=constructor'],
  ['Cookie', 'x='.repeat(3_000)],
  ['X-CSRF-Token', 'wrong'],
  ['X-CSRF-Token', ''],
  ['Host', ''],
  ['Host', 'a b'],
  ['Host', 'evil.example:99999'],
  ['Host', '[::1'],
  ['Origin', 'null'],
  ['Origin', 'https://evil.example'],
  ['Origin', 'not an origin'],
  ['Referer', 'http://[::1'],
  ['Referer', 'javascript:alert(1)'],
  ['Range', 'bytes=0-,5-1,-'],
  ['If-None-Match', '*'],
  ['If-Modified-Since', 'yesterday'],
  ['Expect', '100-continue'],
  ['Expect', 'nothing'],
  ['Sec-Fetch-Site', 'cross-site'],
  ['Sec-Fetch-Dest', 'empty'],
  ['X-Forwarded-For', '999.1.1.1, ::, evil, 127.0.0.1'],
  ['X-Forwarded-Proto', 'https,http'],
  ['X-Forwarded-Host', 'evil.example'],
  ['Forwarded', 'for="[::1"'],
  ['X-Request-Id', '\xff<script>'],
  ['X-HTTP-Method-Override', 'DELETE'],
  ['User-Agent', '\xf0\x9f' + '('.repeat(2_000)],
  ['Upgrade', 'h2c'],
  ['Upgrade', 'websocket'],
  ['Upgrade', 'TLS/1.0, HTTP/1.1'],
  ['HTTP2-Settings', 'AAMAAABkAAQAAP__'],
];

/** These make a connection an upgrade only together. */
const upgrading = new Set(['Upgrade', 'HTTP2-Settings']);

const segments = [
  '%00',
  '%ff',
  '%',
  '%ED%A0%80',
  '..',
  '%2e%2e%2f',
  '.',
  '',
  '%2F',
  '@',
  '@nobody',
  '__proto__',
  'constructor',
  '0',
  '-1',
  '1e3',
  '9007199254740993',
  '99999999999999999999999',
  'NaN',
  "';--",
  'x'.repeat(4_000),
  '\xe4\xb8\xad',
];

const targets = [
  '*',
  '//',
  '//evil.example/',
  '/\\evil.example',
  'http://evil.example/',
  '/?',
  '/%',
  '/.git/config',
  '/socket.io',
  '/js/../../package.json',
];

/** A request that differs in one to three things from one that was recorded. `ids` are worth asking for. */
export function mutatedRequest(
  request: RecordedRequest,
  random: Random,
  ids: readonly number[],
): RecordedRequest {
  let changed = request;
  for (let n = 1 + random.below(3); n > 0; n--) changed = once(changed, random, ids);
  return changed;
}

function once(request: RecordedRequest, random: Random, ids: readonly number[]): RecordedRequest {
  const kind = random.below(10);
  if (kind < 4 && request.body !== undefined)
    return { ...request, body: mutatedBody(request, request.body, random, ids) };
  if (kind === 4) return { ...request, method: random.pick(methods) };
  if (kind === 5) return withHeader(request, random.pick(headers));
  if (kind === 6 && random.chance(0.2)) return { ...request, target: random.pick(targets) };
  if (kind === 7 && request.body === undefined && random.chance(0.3))
    return withHeader({ ...request, body: mutatedText('{"text":"x"}', random) }, [
      'Content-Type',
      'application/json',
    ]);
  return { ...request, target: mutatedTarget(request.target, random, ids) };
}

function withHeader(request: RecordedRequest, header: [string, string]): RecordedRequest {
  const added = upgrading.has(header[0])
    ? [header, ['Connection', 'Upgrade, HTTP2-Settings'] satisfies [string, string]]
    : [header];
  return { ...request, headers: [...request.headers, ...added] };
}

function mutatedBody(
  { headers: given }: RecordedRequest,
  body: string,
  random: Random,
  ids: readonly number[],
): string {
  const what = random.below(20);
  if (what === 0) return nested(20_000);
  if (what === 1) return mutatedText(body, random);
  if (what === 2) return 'x'.repeat(random.pick([65_535, 65_536, 200_000]));
  const isJson = given.some(([name, value]) => name === 'Content-Type' && value.includes('json'));
  return isJson ? mutatedJson(body, random, ids) : mutatedForm(body, random);
}

function mutatedTarget(target: string, random: Random, ids: readonly number[]): string {
  const [path = '', query] = target.split('?', 2);
  if (query !== undefined && random.chance(0.5)) return `${path}?${mutatedQuery(query, random)}`;
  const parts = path.split('/');
  const at = 1 + random.below(Math.max(1, parts.length - 1));
  const value = random.chance(0.3) && ids.length > 0 ? String(random.pick(ids)) : random.pick(segments);
  if (random.chance(0.2)) parts.splice(at, 0, value);
  else parts[at] = value;
  // A space would end the target.
  return (parts.join('/') + (query === undefined ? '' : `?${query}`)).replace(/\s/g, '%20') || '/';
}

function mutatedQuery(query: string, random: Random): string {
  const parts = query.split('&');
  const at = random.below(parts.length);
  const [name = ''] = parts[at]!.split('=', 1);
  const value = random.pick(segments);
  const forms = [
    `${name}=${value}`,
    `${name}[]=${value}`,
    `${name}[__proto__]=1`,
    `${parts[at]}&${parts[at]}`,
    name,
    '',
  ];
  parts[at] = random.pick(forms);
  return parts.join('&');
}
