/** What a message said before it was edited. */
import { z } from 'zod';
import { idView, time } from './ids.js';
import { list } from './lists.js';

export const changePart = z.object({
  kind: z.enum(['same', 'added', 'removed']),
  text: z.string(),
});
export type ChangePart = z.infer<typeof changePart>;

export const versionView = z
  .object({
    id: idView.describe('the rev that the message had last while it said this'),
    text: z.string(),
    since: time.describe('when it was written'),
    changes: z
      .array(changePart)
      .optional()
      .describe('from the version before to this one, word by word; missing in the first that is kept'),
  })
  .meta({ id: 'MessageVersion' });
export type VersionView = z.infer<typeof versionView>;

export const versionList = list('versions', versionView)
  .extend({
    missing: z
      .enum(['first', 'between'])
      .optional()
      .describe(
        'first: it was edited before versions were kept; between: of so many the first is kept, and the latest',
      ),
  })
  .meta({ id: 'MessageVersions' });
export type VersionsView = z.infer<typeof versionList>;
