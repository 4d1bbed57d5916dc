/** Bans: of an account, which is then disabled, and of network addresses; for a while or for good. */
import { z } from 'zod';
import { limits } from './limits.js';
import { plainText } from './text.js';
import type { UserView } from './views.js';

export const reason = plainText(
  limits.reasonLength,
  'The reason is too long: {{maximum}} characters at most.',
).transform((text) => text.trim());

const end = z
  .date('The end of a ban is a time.')
  .refine((instant) => instant.getTime() > Date.now(), 'The end of a ban lies in the future.');

/** Whoever is disabled reads both when they try to sign in. */
export const disabling = z.object({ reason: reason.default(''), until: end.optional() });
export type Disabling = z.input<typeof disabling>;

const networkForm = 'Write an address or a network: 192.0.2.7, 192.0.2.0/24 or 2001:db8::/32.';

const widest = { 4: 8, 6: 16 } as const;

/** Wider ones would shut out a large part of the internet by a slip of the hand. */
function isNarrow(network: string): boolean {
  const [address, length] = network.split('/') as [string, string | undefined];
  return length === undefined || Number(length) >= widest[address.includes(':') ? 6 : 4];
}

/** IPv4 within IPv6 is left out: nobody comes under such an address, as it is read as IPv4. */
const isMapped = (network: string) => /^[0:]*:ffff:[^:]+(:[^:]+)?$/i.test(network.split('/')[0]!);

export const network = z
  .string(networkForm)
  .trim()
  .pipe(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], networkForm))
  .refine((text) => !isMapped(text), networkForm)
  .refine(isNarrow, 'This network is too large: /8 is the largest for IPv4, /16 for IPv6.');

export const addressBan = z.object({
  network,
  reason: reason.refine((text) => text !== '', 'Give a reason: whoever is banned reads it.'),
  until: end.optional(),
});
export type NewAddressBan = z.input<typeof addressBan>;

export interface AddressBanView {
  id: number;
  /** `192.0.2.7` or `192.0.2.0/24` */
  network: string;
  reason: string;
  createdBy: UserView;
  createdAt: string;
  until: string | null;
}
