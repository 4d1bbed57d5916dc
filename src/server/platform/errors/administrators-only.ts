import { AppError } from './app-error.js';

export const administratorsOnly = () => new AppError('forbidden', 'Only administrators may do this.');
