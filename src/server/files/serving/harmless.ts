/** What a browser may show by itself: it runs nothing of it. All else is saved, whatever it is. */
const shown = new Set([
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'image/avif',
  'video/mp4',
  'video/webm',
  'video/quicktime',
  'audio/mpeg',
  'audio/mp4',
  'audio/ogg',
  'audio/webm',
  'audio/wav',
  'audio/flac',
  'audio/aac',
]);

export const isHarmless = (type: string): boolean => shown.has(type);
