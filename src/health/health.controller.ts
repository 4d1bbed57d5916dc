import { Controller, Get, type OnModuleDestroy, Res } from '@nestjs/common';
import type { Response } from 'express';
import { DatabasePulse } from './database-pulse.repository.js';

/** For supervisors and load balancers; says nothing that a stranger may not know. */
@Controller('health')
export class HealthController implements OnModuleDestroy {
  private isStopping = false;

  constructor(private readonly database: DatabasePulse) {}

  /** A server that has begun to stop takes no new people, so that a load balancer sends them elsewhere. */
  onModuleDestroy(): void {
    this.isStopping = true;
  }

  /** The process works. Not the database: restarting the server does not mend that. */
  @Get('live')
  live(): { status: string } {
    return { status: 'ok' };
  }

  /** Whether people can be served: 200, or 503 within 2 s. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) response: Response): Promise<{ status: string }> {
    const isReady = !this.isStopping && (await this.database.answers());
    response.status(isReady ? 200 : 503);
    return { status: isReady ? 'ok' : 'unavailable' };
  }
}
