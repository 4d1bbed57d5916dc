/** A file that is not taken for what it is; `sentence` says to people why, and is the key of its translation. */
export class NotTaken extends Error {
  constructor(readonly sentence: string) {
    super(sentence);
    this.name = 'NotTaken';
  }
}

export const broken = () =>
  new NotTaken('This picture cannot be read: it is broken or not complete. Save it anew and try again.');

/** The numbers are those of looking/pictures.ts. */
export const tooLarge = () =>
  new NotTaken('This picture is too large: 100 megapixels at most. Make it smaller and try again.');

export const tooLong = () =>
  new NotTaken(
    'This animation is too long: 1,000 pictures and 250 megapixels in all at most. Make it shorter or smaller and try again.',
  );

export const tooCostly = () =>
  new NotTaken(
    'This picture takes too much time or memory to be read. Make it smaller, or save it in another format, and try again.',
  );

export const noEmoji = () =>
  new NotTaken('An emoji is a picture: PNG, WebP, GIF, JPEG or AVIF. Choose another file.');

export const movingPng = () =>
  new NotTaken(
    'This PNG moves, and only its first picture could be kept. Save it as GIF or WebP and try again.',
  );

export const tooLongForEmoji = () =>
  new NotTaken('This animation is too long for an emoji. Make it shorter and try again.');

export const noLogo = () =>
  new NotTaken(
    'A logo is a PNG, JPEG or WebP picture. An SVG can hold more than a picture: save it as PNG and try again.',
  );

export const noPicture = () =>
  new NotTaken('This is no picture that can be shown here. Choose another file.');
