/** Files: what belongs to messages beside their text, and how it gets there. */
import { z } from 'zod';
import { count, id, idView, instant, time } from './ids.js';
import { limits } from './limits.js';
import { backwards, next, searchText } from './lists.js';
import { userView } from './people.js';
import { plainText } from './text.js';

export const fileKinds = ['picture', 'video', 'sound', 'voice', 'document', 'other'] as const;
export type FileKind = (typeof fileKinds)[number];

export const waveform = z.array(z.int().min(0).max(limits.waveformHeight)).length(limits.waveformLength);

const pixels = z.int().positive();

export const fileView = z
  .object({
    id: idView,
    name: z.string(),
    kind: z.enum(fileKinds),
    type: z.string().describe('media type of what is served, by its bytes'),
    size: count.describe('bytes of what is downloaded'),
    width: pixels.optional().describe('of pictures and videos, upright; of the first look at a document'),
    height: pixels.optional(),
    blur: z.string().optional().describe('a tiny picture of it, as a data URL, until it is loaded'),
    hasThumb: z.literal(true).optional().describe('?size=thumb and ?size=page are there'),
    animated: z.literal(true).optional(),
    alt: z.string().optional().describe('what a picture shows, for whoever cannot see it'),
    seconds: z.number().nonnegative().optional().describe('of sound and video'),
    waveform: waveform.optional().describe('of a voice message: loudness at even distances, 0 to 31'),
    pages: count.optional().describe('of a PDF'),
    look: z.string().optional().describe('how a text file begins'),
  })
  .meta({ id: 'File' });
export type FileView = z.infer<typeof fileView>;

/** On its way; being looked at; there; not taken, with the reason. */
export const uploadStates = ['arriving', 'looking', 'ready', 'refused'] as const;

export const uploadView = z
  .object({
    state: z.enum(uploadStates),
    refusal: z.string().optional().describe('why it is not taken'),
    file: fileView.optional().describe('once it is ready'),
  })
  .meta({ id: 'Upload' });
export type UploadView = z.infer<typeof uploadView>;

/** A file among those of its room. */
export const roomFileView = z
  .object({
    ...fileView.shape,
    messageId: idView,
    seq: idView.describe('of its message'),
    author: userView,
    createdAt: time,
    caption: z.string().optional().describe('how the words of its message begin, without formatting'),
  })
  .meta({ id: 'RoomFile' });
export type RoomFileView = z.infer<typeof roomFileView>;

export const roomFilesView = z
  .object({ files: z.array(roomFileView).describe('the newest first'), next })
  .meta({ id: 'RoomFiles' });
export type RoomFilesView = z.infer<typeof roomFilesView>;

/** By what people look for files; a voice message is sound. */
export const fileFilters = ['picture', 'document', 'sound', 'video', 'other'] as const;
export type FileFilter = (typeof fileFilters)[number];

export const fileCountsView = z
  .object({
    all: count,
    size: count.describe('bytes of all of them'),
    ...(Object.fromEntries(fileFilters.map((kind) => [kind, count])) as Record<FileFilter, typeof count>),
  })
  .meta({ id: 'FileCounts' });
export type FileCountsView = z.infer<typeof fileCountsView>;

/** Which files of a room. */
export const roomFilesWanted = z.object({
  kind: z.enum(fileFilters, `Choose one of ${fileFilters.join(', ')}.`).optional(),
  person: id.optional().describe('id of who sent it'),
  from: instant.optional().describe('sent at this moment or later'),
  to: instant.optional().describe('sent before this moment'),
  text: searchText.describe('part of the name, of the alternative text or of the message'),
  ...backwards,
  before: id.optional().describe('where to continue from, or the id of a file: those that came before it'),
  after: id.optional().describe('the same in place of before: those that came next after it'),
});
export type RoomFilesWanted = z.output<typeof roomFilesWanted>;

/** Of a new message: the files that it carries, in their order. */
export const carriedFiles = z
  .array(id)
  .max(limits.filesPerMessage, 'A message takes at most {{maximum}} files.')
  .refine((ids) => new Set(ids).size === ids.length, 'Name each file once.')
  .describe('ids of finished uploads into the room (POST /api/files), in their order');

export const altText = plainText(
  limits.altLength,
  'The description is too long: at most {{maximum}} characters.',
).transform((text) => text.trim());

export const fileChange = z
  .object({ alt: altText.describe('what the picture shows; nothing to say nothing') })
  .meta({ id: 'FileChange', example: { alt: 'A green door with two flower pots' } });

const waitWhole = 'Wait for 0 to 25 seconds.';

export const uploadAwaited = z.object({
  wait: z
    .int(waitWhole)
    .min(0, waitWhole)
    .max(25, waitWhole)
    .default(0)
    .describe('seconds to wait until it is ready or refused'),
});

/** The sizes in which a picture is there beside its full one: for a row of pictures, and for a page. */
export const fileSizes = ['thumb', 'page'] as const;
