import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { signedOut } from '../platform/errors/signed-out.js';

/** Lets signed-in people through. Others are sent to sign in (pages) or told to (forms, programs), and lose no text. */
@Injectable()
export class SignedInGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (context.switchToHttp().getRequest<Request>().user) return true;
    throw signedOut();
  }
}
