import { Composer, type ComposerListener } from './composer.js';

/** Who is there is not known yet. */
const nobody = { everybody: [], known: () => [], search: () => Promise.resolve([]) };

/** The field of a room that is not open yet. */
export const composeAlone = (
  form: HTMLFormElement,
  field: HTMLTextAreaElement,
  draftKey: string,
  listener: ComposerListener,
): Composer => new Composer(form, field, draftKey, listener, nobody);
