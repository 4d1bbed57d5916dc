/** How a file shows, on both sides: views/files/. */
import { limits } from '../limits.js';
import type { FileKind, FileView } from '../files.js';
import { downloadPath, filePath } from '../paths.js';
import { duration } from './duration.js';

/**
 * CSS pixels within which a picture stands that is alone in its message: those of a thumbnail, so that nothing else is loaded
 * but on a large screen with finer pixels.
 */
const alone = { width: 448, height: 264 };
const video = { width: 416, height: 288 };
/** CSS pixels: what is narrower has no room for a second thing to press. */
const narrow = 96;
const rowHeight = 108;
/** Wider than this at the height of a row, a picture takes the whole line of a phone. */
const wide = 1.2;

export type FileLook = ReturnType<typeof fileLook>;

export function fileLook(file: FileView) {
  const { id, name, kind, type, size, width, height, blur, hasThumb, animated, alt, pages, look } = file;
  const extension = extensionOf(name);
  return {
    ...{ id, name, kind, type, size, width, height, blur, hasThumb, animated, alt, pages, look },
    href: filePath(file),
    downloadHref: downloadPath(file),
    thumbHref: hasThumb && filePath(file, 'thumb'),
    pageHref: hasThumb && filePath(file, 'page'),
    seconds: file.seconds,
    lasts: file.seconds === undefined ? undefined : duration(file.seconds),
    waveform: file.waveform?.join(),
    wave: file.waveform && wavePath(file.waveform),
    isPicture: kind === 'picture',
    isPdf: type === 'application/pdf',
    extension: extension?.toUpperCase(),
    ...kinds[kind],
    ...(kind === 'video' && width && height && within(video, width, height)),
  };
}

/** What a template asks by name, as it knows no comparison in a list. */
const kinds: Record<FileKind, { isVideo?: true; isSound?: true; isVoice?: true; isLine?: true }> = {
  picture: {},
  video: { isVideo: true },
  sound: { isSound: true },
  voice: { isVoice: true },
  document: { isLine: true },
  other: { isLine: true },
};

/** What views/files/files.hbs shows of a message: its pictures in a row, and whatever else below it. */
export function filesLook(files: FileView[]) {
  const looks = files.map(fileLook);
  const pictures = looks.filter(({ isPicture }) => isPicture);
  return {
    ids: files.map(({ id }) => id).join(),
    pictures: pictures.length === 1 ? [] : pictures.map(inRow),
    alone: pictures.length === 1 ? aloneLook(pictures[0]!) : undefined,
    others: looks.filter(({ isPicture }) => !isPicture),
  };
}

/** Never larger than it is. What is known of its size before it loads is how it will stand. */
function aloneLook(picture: FileLook) {
  const { width = alone.width, height = alone.height } = picture;
  const shown = within(alone, width, height);
  const isSmall = shown.shownWidth < narrow;
  return { ...picture, ...shown, isSmall, isLarger: shown.shownWidth < width, isWide: width / height > wide };
}

/** As high as the others. */
const inRow = (picture: FileLook) => ({
  ...picture,
  isSmall: (rowHeight * (picture.width ?? 1)) / (picture.height ?? 1) < narrow,
});

function within(box: { width: number; height: number }, width: number, height: number) {
  const scale = Math.min(1, box.width / width, box.height / height);
  const scaled = (side: number) => Math.max(1, Math.round(side * scale));
  return { shownWidth: scaled(width), shownHeight: scaled(height) };
}

/** `M1 14v4M4 10v12…`: a line for each loudness, 3 apart, in a picture of 192 by 32. */
const wavePath = (waveform: number[]): string =>
  waveform
    .map((loudness, place) => {
      const length = Math.max(2, Math.round((loudness / limits.waveformHeight) * 28));
      return `M${place * 3 + 1.5} ${16 - length / 2}v${length}`;
    })
    .join('');

/** What a name says of its kind to people, where it says it shortly. */
const extensionOf = (name: string): string | undefined => /[^.]\.([\p{L}\p{N}]{1,5})$/u.exec(name)?.[1];
