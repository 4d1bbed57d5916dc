/** Where mail is handed over, and in whose name: what the environment says of it. */
import { z } from 'zod';
import { isMailAddress } from '../../shared/mail.js';

const isDecodable = (text: string): boolean => {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
};

/** Nothing but who, where and, at most, `tls=off`. */
function isServer(address: string): boolean {
  if (!URL.canParse(address)) return true;
  const { hostname, pathname, search, hash, username, password } = new URL(address);
  const isBare = /^\/?$/.test(pathname) && hash === '' && ['', '?tls=off'].includes(search);
  return hostname !== '' && isBare && isDecodable(username + password);
}

export const smtpUrl = z
  .url({ protocol: /^smtps?$/, error: 'must look like smtps://user:password@mail.example.org' })
  .refine(isServer, 'must look like smtps://user:password@mail.example.org; only ?tls=off may follow');

export interface MailSender {
  name: string;
  address: string;
}

/** Of `chat@example.org` or `Our chat <chat@example.org>`; null for anything else. */
export function mailSender(text: string): MailSender | null {
  const [, name = '', address = text] = /^([^<>"\p{Cc}]*)<([^<>]*)>$/u.exec(text) ?? [];
  return isMailAddress(address) ? { name: name.trim() || 'Samovar', address } : null;
}

export const mailFrom = z
  .string()
  .refine(
    (text) => mailSender(text) !== null,
    'must be an address such as chat@example.org, or Samovar <chat@example.org>',
  );

interface MailSettings {
  SMTP_URL?: string | undefined;
  MAIL_FROM?: string | undefined;
  PUBLIC_URL?: string | undefined;
}

/** What is missing where mail is to be sent: links in it must not depend on what a request says of our name. */
export function missingForMail({ SMTP_URL, MAIL_FROM, PUBLIC_URL }: MailSettings): [string, string][] {
  if (SMTP_URL === undefined) return [];
  const missing: [string, string][] = [];
  if (MAIL_FROM === undefined)
    missing.push(['MAIL_FROM', 'must be set with SMTP_URL: the address that mails come from']);
  if (PUBLIC_URL === undefined)
    missing.push(['PUBLIC_URL', 'must be set with SMTP_URL: links in mails begin with it']);
  return missing;
}
