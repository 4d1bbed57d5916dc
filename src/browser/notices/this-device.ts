/** Whether this browser is called when somebody calls the reader, turning that on and off. */
import { askServer } from '../ui/api.js';

export type DeviceState =
  /** It is called. */
  | 'on'
  | 'off'
  /** The page did not come through TLS, without which browsers offer nothing of it. */
  | 'needs-https'
  /** On an iPhone or iPad only what is on the Home Screen is called. */
  | 'needs-home-screen'
  | 'not-supported'
  /** The reader, or whoever looks after the device, forbade it. */
  | 'blocked';

/** `isKnown`: the server has this browser among the reader's devices. */
export async function stateOfDevice(isKnown: boolean): Promise<DeviceState> {
  if (!isSecureContext) return 'needs-https';
  const canShow = 'serviceWorker' in navigator && 'Notification' in window && 'PushManager' in window;
  if (!canShow) return isApplePhone() ? 'needs-home-screen' : 'not-supported';
  if (Notification.permission === 'denied') return 'blocked';
  return isKnown && (await subscription()) ? 'on' : 'off';
}

/** Asks the reader, then the browser's push service, and tells the server. Answers whether the reader said yes. */
export async function turnOn(): Promise<boolean> {
  if ((await Notification.requestPermission()) !== 'granted') return false;
  const { publicKey } = await askServer<{ publicKey: string }>('GET', '/api/me/devices');
  const { pushManager } = await navigator.serviceWorker.ready;
  // One of another key is of another server's time, and would be refused.
  await (await pushManager.getSubscription())?.unsubscribe();
  const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
  const { endpoint, keys } = made.toJSON();
  await askServer('POST', '/api/me/devices', { endpoint, keys });
  return true;
}

export async function turnOff(): Promise<void> {
  await (await subscription())?.unsubscribe();
}

async function subscription(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration();
  return (await registration?.pushManager.getSubscription()) ?? null;
}

/** An iPad says that it is a Mac. */
const isApplePhone = () =>
  /iPhone|iPad|iPod/.test(navigator.userAgent) ||
  (navigator.userAgent.includes('Macintosh') && navigator.maxTouchPoints > 1);
