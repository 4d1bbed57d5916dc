import type { Request } from 'express';
import type { RunningConfig } from '../../config/config.js';

/** A link to hand over; without PUBLIC_URL it begins as the administrator's own address does. */
export function publicLink({ PUBLIC_URL }: RunningConfig, request: Request, path: string): string {
  return new URL(path, PUBLIC_URL ?? `${request.protocol}://${request.host}`).href;
}
