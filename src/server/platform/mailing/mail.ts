/** One mail, and what stands in its head. */
import { randomUUID } from 'node:crypto';
import type { MailSender } from '../../config/mail-settings.js';

export interface Mail {
  to: { name: string; address: string };
  subject: string;
  html: string;
  text: string;
  /** Where whoever has enough of these mails ends them, by one click (RFC 8058). */
  endsAt?: string;
}

/** A name or a subject holds no line ends, whatever it is made of: what comes after one would be another header. */
const oneLine = (text: string) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

/** As nodemailer takes it, which encodes what is not ASCII. */
export function composed({ to, subject, html, text, endsAt }: Mail, from: MailSender) {
  return {
    from: { name: oneLine(from.name), address: from.address },
    to: { name: oneLine(to.name), address: to.address },
    subject: oneLine(subject),
    text,
    html,
    messageId: `<${randomUUID()}@${from.address.split('@').at(-1)}>`,
    headers: {
      // Nobody's "I am on holiday" needs to come back (RFC 3834).
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      ...(endsAt !== undefined && {
        'List-Unsubscribe': `<${endsAt}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
    },
  };
}
