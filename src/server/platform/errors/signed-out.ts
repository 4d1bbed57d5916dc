import { AppError } from './app-error.js';

export const signedOut = () => new AppError('unauthenticated', 'You are signed out. Sign in and try again.');
