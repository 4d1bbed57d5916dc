import type { Findings, Job } from '../facts.js';
import { lookAtText } from './texts.js';
import { sortOf } from './sorts.js';

/** Throws NotTaken. `type` hears what is certain before any decoder is at work. */
export async function look(job: Job, type: (typed: Findings) => void): Promise<Findings> {
  const { look, ...sort } = await sortOf(job.path);
  const typed = { ...sort, parts: [] };
  type(typed);
  if (job.as === 'emoji') return (await import('./emoji.js')).lookAtEmoji(job, typed.type);
  if (job.as === 'face') return (await import('./faces.js')).lookAtFace(job, typed.type);
  if (job.as === 'logo') return (await import('./logos.js')).lookAtLogo(job, typed.type);
  // Decoders are read when the first file needs them: all of them take longer than a file that needs none.
  if (look === 'picture') return (await import('./pictures.js')).lookAtPicture(job, sort.type);
  if (look === 'recording') return (await import('./recordings.js')).lookAtRecording(job, sort.type);
  if (look === 'pdf') return (await import('./pdf.js')).lookAtPdf(job);
  if (look === 'text') return { ...typed, ...(await lookAtText(job)) };
  return typed;
}
