import { AppError } from '../platform/errors/app-error.js';

/** "No such room" and "not yours to see" are this same answer, so that nobody can tell them apart. */
export const noSuchRoom = () => new AppError('not_found', 'There is no such room, or it is not open to you.');
