import type { Findings, Job } from '../facts.js';
import { lookAtPdf } from './pdf.js';
import { lookAtPicture } from './pictures.js';
import { lookAtRecording } from './recordings.js';
import { lookAtText } from './texts.js';
import { sortOf } from './sorts.js';

/** Throws NotTaken. `type` hears what is certain before any decoder is at work. */
export async function look(job: Job, type: (typed: Findings) => void): Promise<Findings> {
  const { look, ...sort } = await sortOf(job.path);
  const typed = { ...sort, parts: [] };
  type(typed);
  if (look === 'picture') return lookAtPicture(job, sort.type);
  if (look === 'recording') return lookAtRecording(job, sort.type);
  if (look === 'pdf') return lookAtPdf(job);
  if (look === 'text') return { ...typed, ...(await lookAtText(job)) };
  return typed;
}
