/** The browsers and phones that a person is called on, by the push service of their maker (RFC 8030). */
import { z } from 'zod';
import { idView, time } from './ids.js';

export const deviceView = z
  .object({
    id: idView,
    name: z.string().describe('what the browser and its system are called; may be empty'),
    createdAt: time,
    takenAt: time.nullable().describe('when its push service last took a notice for it; null for never'),
    isThis: z.boolean().describe('whether it is the browser that asks'),
  })
  .meta({ id: 'Device' });
export type DeviceView = z.infer<typeof deviceView>;

export const devicesView = z
  .object({
    publicKey: z.string().describe('`applicationServerKey` for a subscription, in base64url'),
    devices: z.array(deviceView).describe('the newest first; 20 at most'),
  })
  .meta({ id: 'DeviceList' });
export type DevicesView = z.infer<typeof devicesView>;

const asMade = 'Send the subscription as the browser has made it.';
/** So many bytes in base64url without padding, as `PushSubscription.toJSON` writes them. */
const bytes = (number: number) =>
  z.string(asMade).regex(new RegExp(`^[\\w-]{${Math.ceil((number * 4) / 3)}}$`), asMade);

/** A `PushSubscription`, as `toJSON` writes it. */
export const newDevice = z
  .object({
    endpoint: z
      .string(asMade)
      .max(2_000, asMade)
      .refine((text) => /^https?:\/\//.test(text) && URL.canParse(text), asMade)
      .meta({ example: 'https://push.example.org/send/c3Vic2NyaXB0aW9u' }),
    keys: z.object(
      {
        p256dh: bytes(65).meta({
          example: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
        }),
        auth: bytes(16).meta({ example: 'BTBZMqHH6r4Tts7J_aSIgg' }),
      },
      asMade,
    ),
  })
  .meta({ id: 'NewDevice' });
export type NewDevice = z.output<typeof newDevice>;
