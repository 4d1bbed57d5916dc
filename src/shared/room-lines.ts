/** What a room says of itself, in a line of its own: what became of it, by whom. */
import { z } from 'zod';
import { count } from './ids.js';
import { userView } from './people.js';
import { accesses, postings } from './rooms.js';

const people = z.array(userView).describe('as they were called then');

export const aboutView = z
  .discriminatedUnion('what', [
    z.object({ what: z.literal('access'), access: z.enum(accesses) }),
    z.object({ what: z.literal('posting'), posting: z.enum(postings) }),
    z.object({ what: z.literal('name'), name: z.string(), before: z.string().nullable() }),
    z.object({ what: z.literal('topic'), topic: z.string() }),
    z.object({ what: z.literal('slow'), seconds: count }),
    z.object({ what: z.literal('archived') }),
    z.object({ what: z.literal('restored') }),
    z.object({ what: z.literal('invited'), people }),
    z.object({ what: z.literal('joined'), people: people.describe('who had invited') }),
    z.object({ what: z.literal('removed'), people }),
    z.object({ what: z.literal('keeper'), people }),
    z.object({ what: z.literal('unkept'), people }),
    z.object({ what: z.literal('left'), people: people.describe('who keeps the room from now on') }),
  ])
  .meta({ id: 'AboutRoom' });
/** What a line of a room is about; its author is who did it. */
export type About = z.infer<typeof aboutView>;
