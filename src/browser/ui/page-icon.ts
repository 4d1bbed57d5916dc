/** The tab's icon with the number of what is meant for the reader, on copper's opposite, or a dot where something is only new. */

const link = document.querySelector<HTMLLinkElement>('link[rel=icon]');
/** A logo of the server's own has no place for a number: the title has it. */
const plainAddress = link?.type === 'image/svg+xml' ? link.href : undefined;
let shown = '';

/** Draws the number `meant` into the icon, a dot where there is only something new, or the plain icon. */
export function showInIcon(meant: number, isNew: boolean): void {
  const wanted = `${meant} ${isNew}`;
  if (!link || !plainAddress || wanted === (shown || '0 false')) return;
  shown = wanted;
  if (meant === 0 && !isNew) return void (link.href = plainAddress);
  // The page holds it.
  const start = plainAddress.indexOf(',') + 1;
  const icon = decodeURIComponent(plainAddress.slice(start));
  link.href = plainAddress.slice(0, start) + encodeURIComponent(withBadge(icon, meant));
}

function withBadge(icon: string, meant: number): string {
  const dot = '<circle cx="26" cy="26" r="5" fill="#221d17" stroke="#fff" stroke-width="1.5"/>';
  if (meant === 0) return icon.replace('</svg>', `${dot}</svg>`);
  const text = meant > 99 ? '99+' : String(meant);
  const width = 8 + text.length * 6;
  const badge =
    `<rect x="${32 - width}" y="16" width="${width}" height="16" rx="8" fill="#1b5fc1" stroke="#fff" stroke-width="1.5"/>` +
    `<text x="${32 - width / 2}" y="28" fill="#fff" font-family="sans-serif" font-size="11" font-weight="700" text-anchor="middle">${text}</text>`;
  return icon.replace('</svg>', `${badge}</svg>`);
}
