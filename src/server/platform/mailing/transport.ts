/** How the server that takes our mail is spoken to. */
import { isLoopback } from '../http/network-address.js';

interface MailServer {
  SMTP_URL: string;
  PUBLIC_URL: string;
}

/** Milliseconds. What hangs is tried anew later; none of it keeps anybody waiting. */
const bounds = {
  dnsTimeout: 10_000,
  connectionTimeout: 10_000,
  greetingTimeout: 15_000,
  socketTimeout: 30_000,
};

/**
 * TLS always, and whose certificate is right: at once for `smtps:`, else by STARTTLS, without which nothing is said. Only what does not
 * leave this machine, or was told to with `?tls=off`, goes in the clear.
 */
export function transportOptions({ SMTP_URL, PUBLIC_URL }: MailServer) {
  const url = new URL(SMTP_URL);
  const secure = url.protocol === 'smtps:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isInTheClear =
    !secure && (url.searchParams.get('tls') === 'off' || host === 'localhost' || isLoopback(host));
  return {
    host,
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    requireTLS: !secure && !isInTheClear,
    ignoreTLS: isInTheClear,
    tls: { minVersion: 'TLSv1.2' },
    ...(url.username !== '' && {
      auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    }),
    // Else it would be this machine's own name.
    name: new URL(PUBLIC_URL).hostname,
    // Nothing of a mail is ever read from a file or another server.
    disableFileAccess: true,
    disableUrlAccess: true,
    ...bounds,
  } as const;
}
