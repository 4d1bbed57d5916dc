/** A link as a picture that a phone reads: one path of an SVG, in the colours of the page's paper and ink alone. */
import encode from 'qr';

/** Modules of white around it, as readers need them. */
const margin = 4;

export interface QrCode {
  /** Of the view box, in modules. */
  size: number;
  /** What is dark, as the `d` of a path. */
  path: string;
}

export function qrCode(text: string): QrCode {
  const rows = encode(text, 'raw', { ecc: 'medium', border: margin });
  const dark = rows.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : [])));
  return { size: rows.length, path: dark.join('') };
}
