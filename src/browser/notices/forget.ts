import { setBadge } from './badge.js';

/** Nobody is signed in here any more: this browser is called no more, and what stands on its screen is nobody else's to read. */
export async function forgetNotices(): Promise<void> {
  // Only behind TLS or on this machine.
  const registration = await navigator.serviceWorker?.getRegistration();
  if (!registration) return;
  for (const notice of await registration.getNotifications()) notice.close();
  void setBadge(0);
  const subscription = await registration.pushManager?.getSubscription();
  await subscription?.unsubscribe();
}
