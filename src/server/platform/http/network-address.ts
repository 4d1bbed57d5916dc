/** An address as people write it: a socket that takes both families shows IPv4 as `::ffff:192.0.2.1`. */
export const plainAddress = (address: string | undefined): string =>
  (address ?? '').replace(/^::ffff:(?=\d+\.)/i, '');
