/** The file that is sent for one that was attached: a phone's own kind of picture becomes one that everybody can see. */

/** JPEG's measure: less than this shows. */
const quality = 0.9;

const isHeic = ({ type, name }: File) => /^image\/hei[cf]/.test(type) || /\.hei[cf]$/i.test(name);

/** As it is, where the browser that took it cannot read it: then the server may. */
export async function asSent(file: File): Promise<File> {
  if (!isHeic(file)) return file;
  try {
    // Upright, and without what the camera wrote into it.
    const picture = await createImageBitmap(file);
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    canvas.getContext('2d')!.drawImage(picture, 0, 0);
    picture.close();
    const jpeg = await canvas.convertToBlob({ type: 'image/jpeg', quality });
    return new File([jpeg], file.name.replace(/\.hei[cf]$/i, '') + '.jpg', { type: 'image/jpeg' });
  } catch {
    return file;
  }
}
