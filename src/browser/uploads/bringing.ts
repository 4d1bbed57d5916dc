/** One attempt to bring a file's bytes to the server, from where the last one broke. */
import { DetailedError, Upload } from 'tus-js-client';
import type { KeptFile } from '../kept/file-store.js';
import { t } from './texts.js';

export const uploadsPath = '/api/files';

/** Bytes of a request: what of it arrives before the network breaks is not sent again. */
const chunk = 8 * 1024 ** 2;
/** Bytes that go with the first request: small pictures take one instead of two. */
const atOnce = 256 * 1024;

/** Refusals that pass: not without a session, not while another request holds the upload, not so often; 408 and 425 are a proxy's. */
const passing = [401, 408, 409, 425, 429];
/** Of these the server's sentence is for people: a limit, or no room on its disk. A proxy's 503 has none. */
const explained = [429, 503];

/** The server does not take it, whatever is tried. */
export class Refused extends Error {}

/** Not at this moment: it is to be tried again. */
export class NotNow extends Error {
  /** `reason`: the server's sentence, where it is for people. */
  constructor(readonly reason?: string) {
    super(reason);
  }
}

interface Hearer {
  /** The server takes it at this path from now on. */
  at(path: string): void;
  /** It does not know that path any more. */
  gone(): void;
  /** Bytes that have left this browser. */
  sent(bytes: number): void;
  /** Bytes that the server has. */
  has(bytes: number): void;
}

export const token = (): string => document.querySelector<HTMLMetaElement>('meta[name=csrf-token]')!.content;

/** Resolves when the server has it all. Rejects with Refused, or with anything else where it is to be tried once more. */
export function bring(file: KeptFile, bytes: Blob, hearer: Hearer, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const upload = new Upload(bytes, {
      // Beside an address this would be where tus-js-client begins anew, whatever keeps the server from saying how far it is.
      endpoint: file.url ? null : location.origin + uploadsPath,
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
      onAfterResponse: (_request, answer) => hearer.has(Number(answer.getHeader('Upload-Offset'))),
      onSuccess: () => resolve(),
      onError: (error) => {
        if (isOfGone(error)) hearer.gone();
        reject(reasonOf(error));
      },
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

/** The upload, or the room that it is for, is there no more: the answer of a creation is about the room. */
export const isGone = (status: number): boolean => status === 404 || status === 410;

function isOfGone(error: Error | DetailedError): boolean {
  if (!(error instanceof DetailedError) || error.originalRequest?.getMethod() === 'POST') return false;
  return isGone(error.originalResponse?.getStatus() ?? 0);
}

function reasonOf(error: Error | DetailedError): Error {
  if (!(error instanceof DetailedError) || isOfGone(error)) return new NotNow();
  return refusalOf(error.originalResponse?.getStatus() ?? 0, error.originalResponse?.getBody());
}

/** Of an answer that was not hoped for, or of none, which has the status 0. */
export function refusalOf(status: number, body?: string): Error {
  if (status < 400 || status >= 500 || passing.includes(status))
    return new NotNow(explained.includes(status) ? sentenceIn(body) : undefined);
  return new Refused(sentenceIn(body) ?? t('The server does not take this file.'));
}

/** The server's sentence about it. */
function sentenceIn(body = ''): string | undefined {
  try {
    return (JSON.parse(body) as { detail?: string }).detail;
  } catch {
    return undefined;
  }
}
