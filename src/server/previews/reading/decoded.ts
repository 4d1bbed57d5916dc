/** The text of a page, by the encoding that its header, its first bytes or its `<meta>` name. */

/** Bytes in which HTML wants the encoding to be named. */
const named = 1024;

const inMeta = /<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?([\w:.-]{1,40})/i;
const inHeader = /;\s*charset\s*=\s*["']?([\w:.-]{1,40})/i;

/** What the encoding does not know becomes a mark; an encoding that nobody knows is taken for UTF-8. */
export function decoded(body: Buffer, contentType: string): string {
  const label =
    markOf(body) ?? inHeader.exec(contentType)?.[1] ?? inMeta.exec(body.toString('latin1', 0, named))?.[1];
  return decoderOf(label).decode(body);
}

/** Two or three bytes at the beginning win over whatever is said. */
function markOf(body: Buffer): string | undefined {
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) return 'utf-8';
  if (body[0] === 0xff && body[1] === 0xfe) return 'utf-16le';
  if (body[0] === 0xfe && body[1] === 0xff) return 'utf-16be';
  return undefined;
}

function decoderOf(label = 'utf-8'): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(label);
  } catch {
    return new TextDecoder('utf-8');
  }
}
