/** The id under which a text is stored once, however often it is sent. */
export function newClientId(): string {
  // Browsers have randomUUID only where the page came through TLS or from this machine.
  const source: Pick<typeof crypto, 'getRandomValues'> & { randomUUID?(): string } = crypto;
  return source.randomUUID?.() ?? uuidFrom(source.getRandomValues(new Uint8Array(16)));
}

/** UUID version 4 of 16 random bytes (RFC 9562, 5.4). */
function uuidFrom(bytes: Uint8Array): string {
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
