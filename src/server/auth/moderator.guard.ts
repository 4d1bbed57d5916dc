import { type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { requireModerator } from '../people/moderators.js';
import { SignedInGuard } from './signed-in.guard.js';

/** Lets moderators and administrators through, as they are at this very request. */
@Injectable()
export class ModeratorGuard extends SignedInGuard {
  override canActivate(context: ExecutionContext): boolean {
    super.canActivate(context);
    const { user } = context.switchToHttp().getRequest<Request>();
    requireModerator(user!);
    return true;
  }
}
