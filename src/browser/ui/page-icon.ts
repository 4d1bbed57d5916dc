/** The tab's icon with the number of unread messages; the number is on copper's opposite where one of them means the reader. */

const link = document.querySelector<HTMLLinkElement>('link[rel=icon]');
const plainAddress = link?.href;
let plain: Promise<string> | undefined;
let shown = '';

/** Draws `unread` into the icon, or the plain icon for 0. */
export async function showInIcon(unread: number, isMeant: boolean): Promise<void> {
  const wanted = `${unread} ${isMeant}`;
  if (!link || !plainAddress || wanted === (shown || '0 false')) return;
  shown = wanted;
  if (unread === 0) return void (link.href = plainAddress);
  try {
    plain ??= fetch(plainAddress).then((response) => response.text());
    const icon = await plain;
    if (shown === wanted)
      link.href = `data:image/svg+xml,${encodeURIComponent(withBadge(icon, unread, isMeant))}`;
  } catch {
    // Without a connection: the next count draws it.
    plain = undefined;
    shown = '';
  }
}

function withBadge(icon: string, unread: number, isMeant: boolean): string {
  const text = unread > 99 ? '99+' : String(unread);
  const width = 8 + text.length * 6;
  const badge =
    `<rect x="${32 - width}" y="16" width="${width}" height="16" rx="8" fill="${isMeant ? '#1b5fc1' : '#221d17'}" stroke="#fff" stroke-width="1.5"/>` +
    `<text x="${32 - width / 2}" y="28" fill="#fff" font-family="sans-serif" font-size="11" font-weight="700" text-anchor="middle">${text}</text>`;
  return icon.replace('</svg>', `${badge}</svg>`);
}
