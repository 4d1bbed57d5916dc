/** Whether a request is signed as Amazon's Signature Version 4 has it; knows nothing of the package that signs. */
import { createHash, createHmac } from 'node:crypto';

interface Signed {
  method: string;
  /** As it was sent. */
  url: string;
  headers: Record<string, string | undefined>;
}

type Refusal = 'AccessDenied' | 'InvalidAccessKeyId' | 'SignatureDoesNotMatch';

/** Null where it is. */
export function refusalOf(
  request: Signed,
  { keyId, secret, now }: { keyId: string; secret: string; now: number },
): Refusal | null {
  const { searchParams } = new URL(request.url, 'http://bucket');
  const isAddress = searchParams.has('X-Amz-Signature');
  const header = Object.fromEntries(
    [...(request.headers.authorization ?? '').matchAll(/(\w+)=([^,\s]+)/g)].map(([, name, value]) => [
      name,
      value,
    ]),
  ) as Record<string, string | undefined>;
  const said = (name: string) => (isAddress ? searchParams.get(`X-Amz-${name}`) : header[name]) ?? '';
  if (said('Signature') === '') return 'AccessDenied';
  const [id, ...scope] = said('Credential').split('/');
  if (id !== keyId) return 'InvalidAccessKeyId';
  const date = (isAddress ? searchParams.get('X-Amz-Date') : request.headers['x-amz-date']) ?? '';
  const hash = isAddress ? 'UNSIGNED-PAYLOAD' : (request.headers['x-amz-content-sha256'] ?? '');
  const canonical = canonicalForm(request, said('SignedHeaders').split(';'), hash);
  const text = ['AWS4-HMAC-SHA256', date, scope.join('/'), sha256(canonical)].join('\n');
  const key = scope.reduce<string | Buffer>((part, next) => hmac(part, next), `AWS4${secret}`);
  if (hmac(key, text).toString('hex') !== said('Signature')) return 'SignatureDoesNotMatch';
  return isAddress && now > endOf(date, Number(searchParams.get('X-Amz-Expires'))) ? 'AccessDenied' : null;
}

function canonicalForm({ method, url, headers }: Signed, signed: string[], hash: string): string {
  const [path = '', query = ''] = url.split('?');
  const pairs = query.split('&').filter((pair) => pair !== '' && !pair.startsWith('X-Amz-Signature='));
  const whole = pairs.map((pair) => (pair.includes('=') ? pair : `${pair}=`)).sort();
  const lines = signed.map((name) => `${name}:${(headers[name] ?? '').trim()}\n`);
  return [method, path, whole.join('&'), lines.join(''), signed.join(';'), hash].join('\n');
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

function endOf(date: string, seconds: number): number {
  const iso = date.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5');
  return Date.parse(iso) + seconds * 1000;
}
