/** Registers the service worker, which has a page for when the server cannot be reached. */
export function registerServiceWorker(): void {
  // Only behind TLS or on this machine; without it the browser shows its own page.
  if (!('serviceWorker' in navigator)) return;
  navigator.serviceWorker.register('/js/sw.js', { scope: '/' }).catch(() => undefined);
}
