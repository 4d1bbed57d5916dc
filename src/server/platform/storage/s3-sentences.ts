/** What is wrong with a bucket, for whoever wrote FILES_URL. Nothing of the secret, and nothing that the other side made of it. */
import type { BucketPlace } from './s3-bucket.js';

const unreachable = [
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'TimeoutError',
  'AbortError',
  'EPROTO',
];
const unknownKey = [
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
  'InvalidClientTokenId',
  'AuthorizationHeaderMalformed',
];

export function sentenceFor(error: unknown, { bucket, endpoint }: BucketPlace): string {
  const { code, name } = error as { code?: string; name: string };
  const reason = code ?? name;
  if (unreachable.includes(reason) || reason.startsWith('ERR_SSL') || reason.includes('CERT'))
    return `${endpoint}, where files are kept, cannot be reached (${reason}). Correct FILES_URL; ?tls=off is for a server without TLS.`;
  if (name === 'NoSuchBucket')
    return `There is no bucket ${bucket} at ${endpoint}. Make it, or correct FILES_URL.`;
  if (unknownKey.includes(name))
    return `${endpoint} does not take the key, the secret or the region in FILES_URL (${name}). Correct them; in the secret, write / as %2F and + as %2B.`;
  if (name === 'AccessDenied')
    return `The bucket ${bucket} at ${endpoint} cannot be written, read and tidied up with the key in FILES_URL. Allow it to put, get, list and delete objects.`;
  return `The bucket ${bucket} at ${endpoint}, where files are kept, cannot be used (${reason}). Correct FILES_URL.`;
}
