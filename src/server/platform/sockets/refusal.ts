/** Answers a handshake that is refused, before the engine sees it: why, in the body and in the log. */
import { Logger } from '@nestjs/common';
import { type IncomingMessage, STATUS_CODES } from 'node:http';
import { refusalOf } from '../errors/refusal.js';
import { statusOf } from '../http/http-error.filter.js';
import { plainAddress } from '../http/network-address.js';
import { translator } from '../languages/i18n.js';
import { languageOf } from '../languages/language.js';
import { FewLines } from '../telemetry/few-lines.js';

const refused = new FewLines(new Logger('Socket'), 'warn');

/** By hand, as an upgrade has no response; problem details as those of the API (RFC 9457). The connection ends with it. */
export function refuseHandshake(request: IncomingMessage, error: unknown, status?: number): void {
  const { code, message, values } = refusalOf(error);
  const { origin } = request.headers;
  const answered = status ?? statusOf[code];
  refused.say(`Refused a socket's handshake: ${message}`, {
    status: answered,
    address: plainAddress((request as { ip?: string }).ip ?? request.socket.remoteAddress),
    ...(origin !== undefined && { origin }),
  });
  const body = JSON.stringify({
    type: 'about:blank',
    title: STATUS_CODES[answered],
    status: answered,
    detail: translator(languageOf(request))(message, values),
    code,
  });
  const lines = [
    `HTTP/1.1 ${answered} ${STATUS_CODES[answered]}`,
    'Connection: close',
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    "Content-Security-Policy: frame-ancestors 'none'",
    ...(answered === 405 ? ['Allow: GET, POST'] : []),
    ...(values.retryAfterMs === undefined ? [] : [`Retry-After: ${Math.ceil(values.retryAfterMs / 1000)}`]),
  ];
  request.socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
}
