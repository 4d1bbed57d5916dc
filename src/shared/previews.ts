/** What the link of a message leads to, as the server found it: nothing of it is loaded from elsewhere. */
import { z } from 'zod';
import { fileView } from './files.js';

export const previewKinds = ['page', 'issue', 'video', 'picture'] as const;

export const previewPicture = fileView
  .pick({ id: true, name: true, width: true, height: true, blur: true, hasThumb: true })
  .meta({ id: 'PreviewPicture' });
export type PreviewPicture = z.infer<typeof previewPicture>;

export const previewView = z
  .object({
    url: z.string().describe('the link'),
    kind: z.enum(previewKinds),
    title: z.string().optional(),
    description: z.string().optional(),
    site: z.string().optional().describe('what the site calls itself'),
    picture: previewPicture.optional().describe('at /files/<id>/<name>, as files are'),
    player: z.string().optional().describe('of a video: what plays it in a frame'),
    issue: z
      .object({ repository: z.string(), number: z.int().positive() })
      .optional()
      .describe('of an issue or a pull request'),
  })
  .meta({ id: 'Preview' });
export type PreviewView = z.infer<typeof previewView>;

/** Of a new message. */
export const noPreview = z
  .boolean('Use true or false.')
  .optional()
  .describe('true: nothing is shown of what its link leads to');
