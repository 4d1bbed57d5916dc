import { type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { AppError } from '../platform/errors/app-error.js';
import { SignedInGuard } from './signed-in.guard.js';

/** Lets administrators through, as they are at this very request; whoever is not signed in is asked to, as everywhere. */
@Injectable()
export class AdminGuard extends SignedInGuard {
  override canActivate(context: ExecutionContext): boolean {
    super.canActivate(context);
    if (context.switchToHttp().getRequest<Request>().user?.role === 'admin') return true;
    throw new AppError('forbidden', 'Only administrators may open this.');
  }
}
