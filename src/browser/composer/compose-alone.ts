import type { UploadsWanted } from '../uploads/upload-parts.js';
import { Composer, type ComposerListener } from './composer.js';

/** Who is there is not known yet. */
const nobody = { everybody: [], known: () => [], search: () => Promise.resolve([]) };

/** The field of a room that is not open yet. */
export const composeAlone =
  (uploads: UploadsWanted) =>
  (
    form: HTMLFormElement,
    field: HTMLTextAreaElement,
    draftKey: string,
    roomId: number,
    listener: ComposerListener,
  ): Composer =>
    new Composer(form, field, draftKey, listener, { roomId, uploads, people: nobody });
