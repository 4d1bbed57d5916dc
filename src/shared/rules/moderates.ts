import type { Role } from '../people.js';

/** They remove what others wrote, where they can read it, and keep the peace. */
export const moderates = (role: Role): boolean => role === 'admin' || role === 'moderator';
