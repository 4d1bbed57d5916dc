/** The first page of a PDF as a picture. It is drawn, and nothing in it is run: this build of the library has no scripts. */
import { readFile, stat } from 'node:fs/promises';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import type { Findings, Job } from '../facts.js';
import { type Pixels, sizesOf } from './sizes.js';

/** It is read whole, and held twice: what is larger has no first look. */
const mostBytes = 64 * 1024 * 1024;
const boxes = { page: { width: 1200, height: 1200 }, thumb: { width: 480, height: 480 } };

export async function lookAtPdf({ path, folder }: Job): Promise<Findings> {
  const found: Findings = { type: 'application/pdf', kind: 'document', parts: [] };
  const { size } = await stat(path);
  const drawn = size > mostBytes ? undefined : await draw(await readFile(path));
  if (!drawn) return found;
  const { width, height } = drawn.pixels.raw;
  return { ...found, pages: drawn.pages, width, height, ...(await sizesOf(drawn.pixels, folder, boxes)) };
}

/** Undefined where it is broken or needs a password: it is a file like others then. */
async function draw(bytes: Buffer): Promise<{ pages: number; pixels: Pixels } | undefined> {
  // Anew for each: nothing of one file is in the memory where another one is read.
  const library = await PDFiumLibrary.init();
  try {
    const document = await library.loadDocument(bytes);
    const page = document.getPage(0);
    const { originalWidth, originalHeight } = page.getOriginalSize();
    const scale = boxes.page.width / Math.max(originalWidth, originalHeight);
    if (!Number.isFinite(scale)) return undefined;
    const scaled = (side: number) => Math.max(1, Math.round(side * scale));
    const size = { width: scaled(originalWidth), height: scaled(originalHeight) };
    const { data } = await page.render(size);
    const { width, height } = size;
    return {
      pages: document.getPageCount(),
      pixels: { data: Buffer.from(data), raw: { width, height, channels: 4 } },
    };
  } catch {
    return undefined;
  }
}
