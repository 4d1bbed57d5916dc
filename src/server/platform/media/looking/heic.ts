/**
 * HEIC, as telephones take pictures: the picture library reads what it says of itself, but is built without what decodes it. That is
 * WebAssembly, which is loaded when such a picture comes and for nobody else.
 */
import { readFile, stat } from 'node:fs/promises';
import { broken, tooCostly, tooLarge } from '../not-taken.js';
import type { Pixels } from './sizes.js';

/** It is read whole, and held twice; one of 48 megapixels has some 15 MB. */
const mostBytes = 64 * 1024 * 1024;

/** As much of the library as is used. What it hands out is an error where it has a `code`. */
interface Library {
  heif_error_code: { heif_error_Ok: object };
  heif_colorspace: { heif_colorspace_RGB: object };
  heif_chroma: { heif_chroma_interleaved_RGB: object; heif_chroma_interleaved_RGBA: object };
  heif_context_alloc(): object;
  heif_context_read_from_memory(context: object, bytes: Uint8Array): { code: object };
  heif_js_context_get_primary_image_handle(context: object): Failed | Handle;
  heif_image_handle_get_width(handle: Handle): number;
  heif_image_handle_get_height(handle: Handle): number;
  heif_image_handle_has_alpha_channel(handle: Handle): number;
  heif_js_decode_image2(handle: Handle, colours: object, order: object): Failed | Decoded;
}

interface Failed {
  code: object;
}
interface Handle {
  code?: undefined;
}
interface Decoded {
  code?: undefined;
  /** All in one for pixels that lie together; `stride` is the bytes of a row, with what is between rows. */
  channels: { width: number; height: number; stride: number; data: Uint8Array }[];
}

/**
 * The pixels of its main picture in the colours of its own profile, upright: it is turned as the file itself says (`irot`, `imir`),
 * and what the camera has noted of that (EXIF) counts for nothing. Throws NotTaken, before it decodes more than `most` pixels.
 */
export async function decodedHeic(path: string, most: number): Promise<Pixels> {
  if ((await stat(path)).size > mostBytes) throw tooCostly();
  const bytes = await readFile(path);
  // Anew for each: nothing of one file is in the memory where another one is read.
  const library = await libheif();
  const handle = trying(() => mainPicture(library, bytes));
  const width = library.heif_image_handle_get_width(handle);
  const height = library.heif_image_handle_get_height(handle);
  if (width * height > most) throw tooLarge();
  return trying(() => pixelsOf(library, handle));
}

async function libheif(): Promise<Library> {
  // Its types are those of a module, which it is not.
  const { default: begin } = (await import('libheif-js/libheif-wasm/libheif.js')) as unknown as {
    default: () => Library;
  };
  return begin();
}

/** It says what is wrong, or trips over it. */
function trying<Result>(work: () => Result | Failed | undefined): Result {
  let result;
  try {
    result = work();
  } catch {
    throw broken();
  }
  if (result === undefined || isFailed(result)) throw broken();
  return result;
}

const isFailed = (result: unknown): result is Failed => (result as Failed).code !== undefined;

function mainPicture(library: Library, bytes: Buffer): Failed | Handle {
  const context = library.heif_context_alloc();
  const read = library.heif_context_read_from_memory(context, bytes);
  if (read.code !== library.heif_error_code.heif_error_Ok) return read;
  return library.heif_js_context_get_primary_image_handle(context);
}

function pixelsOf(library: Library, handle: Handle): Failed | Pixels | undefined {
  const { heif_chroma_interleaved_RGB: rgb, heif_chroma_interleaved_RGBA: rgba } = library.heif_chroma;
  const isClear = library.heif_image_handle_has_alpha_channel(handle) !== 0;
  const { heif_colorspace_RGB: colours } = library.heif_colorspace;
  const decoded = library.heif_js_decode_image2(handle, colours, isClear ? rgba : rgb);
  if (isFailed(decoded)) return decoded;
  const [all] = decoded.channels;
  if (!all) return undefined;
  const { width, height } = all;
  const channels = isClear ? 4 : 3;
  return { data: closeRows(all, width * channels), raw: { width, height, channels } };
}

/** Rows of so many bytes, one behind the other; not copied where they are so already. */
function closeRows({ data, height, stride }: Decoded['channels'][number], row: number): Buffer {
  const rows = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  if (stride === row) return rows.subarray(0, row * height);
  const close = Buffer.alloc(row * height);
  for (let y = 0; y < height; y++) rows.copy(close, y * row, y * stride, y * stride + row);
  return close;
}
