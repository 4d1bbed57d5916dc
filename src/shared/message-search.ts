/** How messages are looked for by administrators, in all rooms. */
import { z } from 'zod';
import { id } from './ids.js';
import { backwards, searchText } from './lists.js';

export const messageSearch = z.object({
  author: id.optional().describe('id of a user'),
  room: id.optional().describe('id of a room'),
  text: searchText.describe('part of the text'),
  ...backwards,
});
