/** What every answer tells the browser not to do. */
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet from 'helmet';
import { playerOrigins } from '../../../shared/rules/players.js';
import type { Config } from '../../config/config.js';

/** What no page of ours uses; a script that got in all the same must not either. */
const unused = [
  'accelerometer',
  'display-capture',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'midi',
  'payment',
  'usb',
];

/** For voice messages, and pictures taken on the spot; the browser asks the person each time that it is new to it. */
const ours = ['camera', 'microphone'];

const permissions = [
  ...unused.map((feature) => `${feature}=()`),
  ...ours.map((feature) => `${feature}=(self)`),
].join(', ');

type Settings = Pick<Config, 'PUBLIC_URL' | 'HSTS'>;

/** `filesFrom`: other origins that files are read from at this moment, as they may be moved. */
export function securityHeaders(settings: Settings, filesFrom: () => string[] = () => []): RequestHandler {
  let made = { from: '', headers: headersFor(settings, []) };
  return (_request: Request, response: Response, next: NextFunction): void => {
    const origins = filesFrom();
    const from = origins.join(' ');
    if (from !== made.from) made = { from, headers: headersFor(settings, origins) };
    for (const [name, value] of made.headers) response.setHeader(name, value);
    next();
  };
}

/** HSTS and upgrade-insecure-requests only behind TLS: on a LAN they would make the pages unreachable. */
function headersFor({ PUBLIC_URL, HSTS }: Settings, filesFrom: string[]): [string, string][] {
  const isHttps = PUBLIC_URL?.startsWith('https:') ?? false;
  const policy = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // What somebody attaches is seen and heard before it is sent: the browser's own addresses for it lead nowhere else.
        imgSrc: ["'self'", 'data:', 'blob:', ...filesFrom],
        mediaSrc: ["'self'", 'blob:', ...filesFrom],
        connectSrc: ["'self'"],
        frameSrc: playerOrigins,
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        ...(isHttps && { upgradeInsecureRequests: [] }),
      },
    },
    frameguard: { action: 'deny' },
    // Forms that are refused lead back to the page they stood on.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: false,
    // Browsers ignore these two without TLS, and complain on the console.
    crossOriginOpenerPolicy: isHttps,
    originAgentCluster: isHttps,
  });
  const headers = headersOf(policy);
  headers.push(['Permissions-Policy', permissions]);
  if (isHttps && HSTS !== 'off') headers.push(['Strict-Transport-Security', `max-age=${HSTS}`]);
  return headers;
}

/** About what a document may do: to styles and scripts they say nothing, and were two thirds of a kilobyte beside each. */
const ofDocuments = [
  'Content-Security-Policy',
  'Cross-Origin-Opener-Policy',
  'Origin-Agent-Cluster',
  'Permissions-Policy',
  'Referrer-Policy',
  'X-DNS-Prefetch-Control',
  'X-Download-Options',
  'X-Frame-Options',
  'X-Permitted-Cross-Domain-Policies',
  'X-XSS-Protection',
];

/** For a file that is no document; a worker's script is one. */
export function leaveDocumentHeaders(path: string, response: Response): void {
  if (!/\.(css|js)$/.test(path) || path.endsWith('/sw.js')) return;
  for (const name of ofDocuments) response.removeHeader(name);
}

/** What Helmet sets, which is the same for every request: it is asked once, not its dozen functions each time. */
function headersOf(policy: ReturnType<typeof helmet>): [string, string][] {
  const headers: [string, string][] = [];
  const answer = new ServerResponse(new IncomingMessage(new Socket()));
  answer.setHeader = (name, value) => {
    headers.push([name, String(value)]);
    return answer;
  };
  policy(answer.req, answer, (error?: unknown) => {
    if (error) throw error as Error;
  });
  return headers;
}
