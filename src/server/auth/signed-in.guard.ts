import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { AppError } from '../platform/errors/app-error.js';

/** Lets signed-in people through. Others are sent to sign in (pages) or told to (forms, programs), and lose no text. */
@Injectable()
export class SignedInGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (context.switchToHttp().getRequest<Request>().user) return true;
    throw new AppError('unauthenticated', 'You are signed out. Sign in and try again.');
  }
}
