/** The script that shows and brings files, as others know it. */
import type { Uploads } from './uploads.js';

export type UploadParts = typeof import('../uploads.entry.js');

/** What it offers, and the one list of all that is on its way. */
export type Uploading = UploadParts & { readonly uploads: Uploads };

/** For whoever wants it. */
export interface UploadsWanted {
  /** For what somebody asked for: says why where it cannot be. */
  with(work: (parts: Uploading) => void, failed?: () => void): void;
  /** For what nobody asked for. Rejects where it cannot be fetched; the next call tries again. */
  soon(): Promise<Uploading>;
}
