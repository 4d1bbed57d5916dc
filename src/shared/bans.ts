/** Network addresses from which nobody gets in; for a while or for good. Bans of accounts are in people.ts. */
import { z } from 'zod';
import { idView, time } from './ids.js';
import { list } from './lists.js';
import { end, reason, until, userView } from './people.js';

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
  reason: reason.refine((text) => text !== '', 'Give a reason: the people who are banned will see it.'),
  until: end.optional(),
});
export type NewAddressBan = z.input<typeof addressBan>;

/** The same as programs ask for it. A reason is asked for by the ban itself. */
export const newAddressBan = z
  .object({
    network: network.meta({ example: '203.0.113.0/24' }).describe('an address, or a network'),
    reason: reason.meta({ example: 'Floods the lobby' }).describe('shown to whoever is banned'),
    until,
  })
  .meta({ id: 'NewAddressBan' });

export const addressBanView = z
  .object({
    id: idView,
    network: z.string().describe('192.0.2.7 or 192.0.2.0/24'),
    reason: z.string(),
    createdBy: userView,
    createdAt: time,
    until: time.nullable(),
  })
  .meta({ id: 'AddressBan' });
export type AddressBanView = z.infer<typeof addressBanView>;

export const addressBanList = list('bans', addressBanView).meta({ id: 'AddressBanList' });
