/** The number on the icon of the installed app: what is unread and meant for the reader. A browser's own tab has none. */

export async function setBadge(count: number): Promise<void> {
  // Not every system has them.
  if ('setAppBadge' in navigator) await navigator.setAppBadge(count).catch(() => undefined);
}

/** As the server counts it now. */
export async function showBadge(): Promise<void> {
  const response = await fetch('/api/me').catch(() => undefined);
  const { activity } = (response?.ok ? await response.json() : {}) as { activity?: number };
  if (activity !== undefined) await setBadge(activity);
}
