/** Sound and video: how long, how large. Their bytes stay as they were sent. */
import { type FileHandle, open } from 'node:fs/promises';
import { mediaInfoFactory, type Track, type VideoTrack } from 'mediainfo.js';
import type { Findings, Job } from '../facts.js';
import { webmLength } from './webm-length.js';

/** What says how long it is stands at the beginning or at the end; nobody reads all of two gigabytes for it. */
const mostBytes = 64 * 1024 * 1024;

/** What is neither sound nor video after all is a file like others. */
export async function lookAtRecording({ path }: Job, type: string): Promise<Findings> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const tracks = await tracksOf(file, size);
    const general = tracks.find((track) => track['@type'] === 'General');
    const video = tracks.find((track) => track['@type'] === 'Video');
    const sound = tracks.find((track) => track['@type'] === 'Audio');
    const [family, container] = type.split('/') as [string, string];
    const said = general?.Duration ?? video?.Duration ?? sound?.Duration;
    const seconds = said ?? (container === 'webm' ? await webmLength(file, size) : undefined);
    const found = { ...(seconds !== undefined && { seconds: inHundredths(seconds) }), parts: [] };
    if (video && family === 'video') return { type, kind: 'video', ...upright(video), ...found };
    if (sound && container !== 'quicktime') return { type: `audio/${container}`, kind: 'sound', ...found };
    return { type: 'application/octet-stream', kind: 'other', parts: [] };
  } finally {
    await file.close();
  }
}

const inHundredths = (seconds: number) => Math.max(0, Math.round(seconds * 100) / 100);

function upright({ Width, Height, Rotation }: VideoTrack) {
  if (!Width || !Height) return {};
  const isTurned = Math.round(Number(Rotation ?? 0) / 90) % 2 !== 0;
  return isTurned ? { width: Height, height: Width } : { width: Width, height: Height };
}

async function tracksOf(file: FileHandle, size: number): Promise<Track[]> {
  // Anew for each: nothing of one file is in the memory where another one is read.
  const library = await mediaInfoFactory({ format: 'object', chunkSize: 256 * 1024 });
  let left = mostBytes;
  const read = async (wanted: number, offset: number) => {
    const length = Math.min(wanted, left);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
    left -= bytesRead;
    return buffer.subarray(0, bytesRead);
  };
  try {
    return (await library.analyzeData(size, read)).media?.track ?? [];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall) throw error;
    return [];
  } finally {
    library.close();
  }
}
