import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Mailer } from '../../../src/server/platform/mailing/mailer.js';
import { transportOptions } from '../../../src/server/platform/mailing/transport.js';
import { testConfig } from '../../support/config.js';
import { type MailServer, startMailServer } from '../../support/mail-server.js';

Logger.overrideLogger(['error']);

let mails: MailServer;
beforeAll(async () => {
  mails = await startMailServer();
});
afterAll(() => mails.stop());

const mailerWith = (settings: Record<string, string>) =>
  new Mailer(testConfig('postgresql://nowhere.example/x', { ...mails.settings, ...settings }));
const mail = (name: string, subject = 'Hello') => ({
  to: { name, address: 'boris@mail.example' },
  ...{ subject, html: '<p>Hello</p>', text: 'Hello' },
});

test('Whatever a name or a subject holds, it is one line of the mail’s head, and a name', async () => {
  const mailer = mailerWith({});
  const odd = 'Борис" <eve@evil.example>\r\nBcc: eve@evil.example\u2028X: y';
  await mailer.deliver(mail(odd, 'Привет\r\nBcc: eve@evil.example\r\n\r\nbody'));
  const { to, headers, head, text } = await mails.next('boris@mail.example');
  expect(to).toEqual(['boris@mail.example']);
  expect([headers.has('bcc'), headers.has('x'), text.trim()]).toEqual([false, false, 'Hello']);
  expect(head.match(/^(bcc|x):/gim)).toBeNull();
  expect(headers.get('to')).toBe('Борис" <eve@evil.example> Bcc: eve@evil.example X: y <boris@mail.example>');
  expect(headers.get('subject')).toBe('Привет Bcc: eve@evil.example body');
});

describe('A mail that is not taken', () => {
  test.each([
    ['450 busy', 'later'],
    ['550 no such mailbox', 'refused'],
  ])('%s: %s', async (reply, outcome) => {
    mails.refuseWith(reply);
    await expect(mailerWith({}).deliver(mail('boris'))).rejects.toMatchObject({ outcome });
    mails.refuseWith(undefined);
  });

  test('is down where nobody listens, and where no TLS is offered although the server is not here', async () => {
    await expect(mailerWith({ SMTP_URL: 'smtp://127.0.0.1:1' }).deliver(mail('boris'))).rejects.toMatchObject(
      {
        outcome: 'down',
      },
    );
    const plain = { PUBLIC_URL: 'https://chat.example.org' };
    expect(transportOptions({ SMTP_URL: 'smtp://mail.example', ...plain })).toMatchObject({
      ...{ port: 587, requireTLS: true, ignoreTLS: false, name: 'chat.example.org' },
    });
    expect(transportOptions({ SMTP_URL: 'smtp://mail.example?tls=off', ...plain })).toMatchObject({
      ignoreTLS: true,
    });
    expect(transportOptions({ SMTP_URL: 'smtps://u%40x:p%2Fw@mail.example', ...plain })).toMatchObject({
      ...{ secure: true, port: 465, auth: { user: 'u@x', pass: 'p/w' } },
    });
  });

  test('may have come where the server had all of it and then fell silent', async () => {
    const silent = await startMailServer({
      onData: (stream) => void stream.resume().on('end', () => silent.cut()),
    });
    await expect(mailerWith(silent.settings).deliver(mail('boris'))).rejects.toMatchObject({
      outcome: 'unsure',
    });
    await silent.stop();
  });
});
