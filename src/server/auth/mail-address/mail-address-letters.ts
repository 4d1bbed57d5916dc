/** What is mailed about a mail address itself. */
import type { Letter } from '../../platform/mailing/letters.js';
import type { Translate } from '../../platform/languages/i18n.js';
import { codeHours } from './mail-addresses.repository.js';

interface About {
  username: string;
  server: string;
}

const byAddress = (t: Translate, { server }: About) =>
  t('You get this mail because somebody entered your address on {{server}}.', { server });

const byAccount = (t: Translate, { username, server }: About) =>
  t('You get this mail because it is about the account {{username}} on {{server}}.', { username, server });

/** To an address of which nobody knows yet whether it is theirs. */
export const confirmation =
  (about: About, href: string) =>
  (t: Translate): Letter => ({
    subject: t('Confirm your mail address'),
    lines: [
      t('The account {{username}} on {{server}} wants its mail to come here.', { ...about }),
      t(
        'If this is you, confirm it within {{count}} hours. If it is not, do nothing: no other mail will come.',
        {
          count: codeHours,
        },
      ),
    ],
    action: { label: t('Confirm this address'), href },
    why: byAddress(t, about),
  });

/** To an address that is another account's already: its owner alone learns of that. */
export const addressTaken =
  (about: About, href: string) =>
  (t: Translate): Letter => ({
    subject: t('This mail address belongs to another account'),
    lines: [
      t('The account {{username}} on {{server}} wants its mail to come here.', { ...about }),
      t(
        'But this address is confirmed for another account of yours, and can be that of one only. Remove it there first.',
      ),
      t('If this was not you, do nothing: no other mail will come.'),
    ],
    action: { label: t('Go to your account'), href },
    why: byAddress(t, about),
  });

/** To the address at which mail came until now. */
export const addressGone =
  (about: About, href: string) =>
  (t: Translate): Letter => ({
    subject: t('Your mail address was changed'),
    lines: [
      t('Mail for the account {{username}} on {{server}} does not come here any more.', { ...about }),
      t('If this was not you, somebody else is signed in to your account: change your password at once.'),
    ],
    action: { label: t('Go to your account'), href },
    why: byAccount(t, about),
  });

/** To a confirmed address whose owner asked for a new password. */
export const newPassword =
  (about: About, href: string) =>
  (t: Translate): Letter => ({
    subject: t('Choose a new password'),
    lines: [
      t('Somebody asked for a new password for the account {{username}} on {{server}}.', { ...about }),
      t(
        'The link works once, for {{count}} hours. If you did not ask, do nothing: your password stays as it is.',
        {
          count: codeHours,
        },
      ),
    ],
    action: { label: t('Choose a new password'), href },
    why: byAccount(t, about),
  });
