/** One attempt to bring a file's bytes to the server, from where the last one broke. */
import { DetailedError, Upload } from 'tus-js-client';
import type { KeptFile } from '../kept/file-store.js';
import { t } from './texts.js';

export const uploadsPath = '/api/files';

/** Bytes of a request: what of it arrives before the network breaks is not sent again. */
const chunk = 8 * 1024 ** 2;
/** Bytes that go with the first request: small pictures take one instead of two. */
const atOnce = 256 * 1024;

/** Refusals that pass: not at this moment, not while another request holds the upload, not so often, not without a session. */
const passing = [401, 404, 408, 409, 410, 423, 425, 429];
/** Refusals with the number of a failure: no room is left. */
const noRoom = 507;

/** The server does not take it, whatever is tried. */
export class Refused extends Error {}

interface Hearer {
  /** The server takes it at this path from now on. */
  at(path: string): void;
  /** Bytes that have left this browser. */
  sent(bytes: number): void;
}

export const token = (): string => document.querySelector<HTMLMetaElement>('meta[name=csrf-token]')!.content;

/** Resolves when the server has it all. Rejects with Refused, or with anything else where it is to be tried once more. */
export function bring(file: KeptFile, bytes: Blob, hearer: Hearer, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const upload = new Upload(bytes, {
      endpoint: location.origin + uploadsPath,
      uploadUrl: file.url ? location.origin + file.url : null,
      chunkSize: chunk,
      uploadDataDuringCreation: bytes.size <= atOnce,
      // Where it is taken stands with its bytes; when to try again is decided above.
      storeFingerprintForResuming: false,
      retryDelays: null,
      headers: { 'X-CSRF-Token': token() },
      metadata: metadataOf(file),
      onUploadUrlAvailable: () => hearer.at(new URL(upload.url!).pathname),
      onProgress: (sent) => hearer.sent(sent),
      onSuccess: () => resolve(),
      onError: (error) => reject(errorOf(error)),
    });
    signal.addEventListener('abort', () => {
      void upload.abort();
      reject(new Error('taken back'));
    });
    upload.start();
  });
}

function metadataOf({ name, type, roomId, alt, waveform }: KeptFile): Record<string, string> {
  return {
    ...{ filename: name, room: String(roomId) },
    ...(type && { filetype: type }),
    ...(alt && { alt }),
    ...(waveform && { voice: '1', waveform: waveform.join() }),
  };
}

function errorOf(error: Error | DetailedError): Error {
  const answer = error instanceof DetailedError ? error.originalResponse : null;
  const status = answer?.getStatus() ?? 0;
  const isPassing = passing.includes(status) || status < 400 || (status >= 500 && status !== noRoom);
  return isPassing
    ? error
    : new Refused(sentenceIn(answer?.getBody()) ?? t('The server does not take this file.'));
}

/** The server's sentence about it. */
function sentenceIn(body = ''): string | undefined {
  try {
    return (JSON.parse(body) as { detail?: string }).detail;
  } catch {
    return undefined;
  }
}
