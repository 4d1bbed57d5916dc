/** The push service gave this browser another address: the server is told, or nobody would be called here any more. */
import { askAsReader } from './server.js';
import { worker } from './worker.js';

export async function renew(): Promise<void> {
  const { publicKey } = await askAsReader<{ publicKey: string }>('GET', '/api/me/devices');
  const subscription = await worker.registration.pushManager?.subscribe({
    userVisibleOnly: true,
    applicationServerKey: publicKey,
  });
  if (subscription) await askAsReader('POST', '/api/me/devices', subscription);
}
