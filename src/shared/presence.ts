/** Who is online. */
import { z } from 'zod';
import { count, idView } from './ids.js';
import { userView } from './people.js';

export const onlineView = z
  .object({ users: z.array(userView).describe('500 at most') })
  .meta({ id: 'Online' });

/** Who came to a room or left it, or who is there. */
export const presenceChange = z
  .object({
    roomId: idView,
    users: z.array(userView),
    online: count.describe('people online in the room now'),
  })
  .meta({ id: 'PresenceChange' });
