/** The part of a picture that somebody chose, to the server as their own. */
import type { Square } from './crop-frame.js';

/** Pixels: what the server keeps of it is half of that, and the rest never leaves the device. */
const most = 512;

/** As it is shown: turned as the camera was held. On white, as transparency would lie over initials. */
export function cutOut(picture: HTMLImageElement, { left, top, side }: Square): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = Math.max(1, Math.min(most, Math.round(side)));
  const context = canvas.getContext('2d')!;
  context.imageSmoothingQuality = 'high';
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, left, top, side, side, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('The picture is too large for this browser'))),
      'image/jpeg',
      0.92,
    ),
  );
}

/** Rejects with the server's sentence, or with none where there was no answer. `onProgress` hears parts of the whole. */
export function sendPicture(
  blob: Blob,
  onProgress: (part: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const request = new XMLHttpRequest();
  request.open('POST', '/api/me/picture');
  request.timeout = 60_000;
  const token = document.querySelector<HTMLMetaElement>('meta[name=csrf-token]')!.content;
  request.setRequestHeader('x-csrf-token', token);
  request.setRequestHeader('content-type', 'application/octet-stream');
  request.upload.onprogress = ({ loaded, total }) => onProgress(loaded / total);
  signal.addEventListener('abort', () => request.abort());
  return new Promise((resolve, reject) => {
    request.onload = () =>
      request.status === 201 ? resolve() : reject(new Error(detailOf(request.responseText)));
    for (const end of ['onerror', 'ontimeout', 'onabort'] as const) request[end] = () => reject(new Error());
    request.send(blob);
  });
}

/** What a proxy says is no sentence of ours. */
function detailOf(answer: string): string {
  try {
    return (JSON.parse(answer) as { detail?: string }).detail ?? '';
  } catch {
    return '';
  }
}
