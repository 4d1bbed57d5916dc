import { AppError } from '../platform/errors/app-error.js';

export const noSuchFile = () => new AppError('not_found', 'There is no such file, or it is not open to you.');
