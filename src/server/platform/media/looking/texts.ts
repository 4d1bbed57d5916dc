/** Text that people read: UTF-8 without control characters that text has no use for, and no page for a browser. */
import { open } from 'node:fs/promises';
import type { Findings, Job } from '../facts.js';

/** Of what is longer, the beginning speaks for all: it is never served as anything but text to save. */
const beginning = 256 * 1024;
const lookLength = 400;

export async function isPlainText(path: string): Promise<boolean> {
  const text = await beginningOf(path);
  return text !== undefined && text !== '' && !text.includes('\0') && !isMarkup(text);
}

export async function lookAtText({ path }: Job): Promise<Pick<Findings, 'look'>> {
  return { look: cleaned((await beginningOf(path))!) };
}

/** HTML, SVG and XML: browsers go by the first character that is no space. */
const isMarkup = (text: string) => /^\s*<[a-z!?/]/i.test(text);

/** Undefined where it is not UTF-8. A byte order mark is no part of it. */
async function beginningOf(path: string): Promise<string | undefined> {
  const file = await open(path);
  try {
    const buffer = Buffer.alloc(beginning);
    const { bytesRead } = await file.read(buffer, 0, beginning, 0);
    // A character that is cut off where the beginning ends is no fault.
    const stream = bytesRead === beginning;
    return new TextDecoder('utf-8', { fatal: true }).decode(buffer.subarray(0, bytesRead), { stream });
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  } finally {
    await file.close();
  }
}

function cleaned(text: string): string {
  const lines = text.slice(0, lookLength * 4).replace(/\r\n?/g, '\n');
  const shown = lines.replace(/[^\P{C}\n\t]/gu, '').trim();
  // Whole characters: half a pair is none.
  const cut = shown.slice(0, lookLength);
  return cut.isWellFormed() ? cut : cut.slice(0, -1);
}
