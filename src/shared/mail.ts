/** Mail: where a person's goes, and whether they want any. */
import { z } from 'zod';
import { limits } from './limits.js';
import { currentPassword } from './people.js';

/** As HTML's own field takes it, but longer than no server takes: ASCII, and no quoted local part. */
const wellFormed =
  /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)*$/i;

const noAddress = 'This is no mail address. Write it like this: nina@example.org.';

export const isMailAddress = (text: string): boolean =>
  text.length <= limits.mailAddressLength && wellFormed.test(text);

export const mailAddress = z
  .string(noAddress)
  .transform((text) => text.trim())
  .refine(isMailAddress, noAddress)
  .meta({ example: 'nina@example.org' });

/** By which two addresses are the same: servers that tell `Nina` from `nina` are older than this. */
export const mailAddressKey = (address: string): string => address.toLowerCase();

export const mailAddressToSet = z
  .object({ address: mailAddress, currentPassword })
  .meta({ id: 'MailAddressToSet' });
export type MailAddressToSet = z.output<typeof mailAddressToSet>;

export const mailChoice = z
  .object({ mails: z.boolean('Say whether you want mails: true or false.') })
  .meta({ id: 'MailChoice', example: { mails: false } });

export const mailView = z
  .object({
    address: z.string().nullable().describe('null where there is none'),
    confirmed: z
      .boolean()
      .describe('false until the link that was mailed there is opened: nothing else goes there'),
    mails: z.boolean().describe('whether what was missed is mailed'),
  })
  .meta({ id: 'Mail' });
export type MailView = z.infer<typeof mailView>;
