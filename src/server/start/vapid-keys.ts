/** The keys by which push services know this server (RFC 8292). Who has subscribed with one of them is reached with no other. */
import { createECDH } from 'node:crypto';
import type { Config, RunningConfig } from '../config/config.js';
import { StartError } from '../platform/errors/start-error.js';
import { keptSecret, prepareDataFolder } from './data-folder.js';

type Given = Pick<Config, 'VAPID_PUBLIC_KEY' | 'VAPID_PRIVATE_KEY' | 'DATA_DIR'>;

/** Those of the environment, else those of the data folder, whose public key follows from the private one. */
export function vapidKeys({
  VAPID_PUBLIC_KEY: given,
  VAPID_PRIVATE_KEY,
  DATA_DIR,
}: Given): Pick<RunningConfig, 'VAPID_PUBLIC_KEY' | 'VAPID_PRIVATE_KEY'> {
  const key = VAPID_PRIVATE_KEY ?? keptSecret(prepareDataFolder(DATA_DIR), 'vapid-private-key');
  const publicKey = publicKeyOf(key);
  if (publicKey !== undefined && (given ?? publicKey) === publicKey)
    return { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: key };
  throw new StartError(
    'VAPID_PUBLIC_KEY does not belong to VAPID_PRIVATE_KEY: set both as they were made, or neither.',
  );
}

/** Undefined where it is no private key. */
function publicKeyOf(privateKey: string): string | undefined {
  const curve = createECDH('prime256v1');
  try {
    curve.setPrivateKey(Buffer.from(privateKey, 'base64url'));
  } catch {
    return undefined;
  }
  return curve.getPublicKey('base64url');
}
