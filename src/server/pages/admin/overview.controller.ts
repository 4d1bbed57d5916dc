import { Controller, Get, Render, Res, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { AdminGuard } from '../../auth/admin.guard.js';
import { CurrentUser } from '../../auth/current-user.js';
import { ModeratorGuard } from '../../auth/moderator.guard.js';
import { version } from '../../config/version.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { type Checks, isReady, Readiness } from '../../platform/postgres/readiness.js';
import { RoomPeople } from '../../presence/room-people.service.js';
import { adminPage } from './admin-page.js';
import { Overview } from './overview.js';

@Controller('admin')
export class OverviewController {
  constructor(
    private readonly overview: Overview,
    private readonly people: RoomPeople,
    private readonly readiness: Readiness,
  ) {}

  /** Moderators are led to what is theirs. */
  @Get()
  @UseGuards(ModeratorGuard)
  async show(@CurrentUser() me: SignedInUser, @Res() response: Response): Promise<void> {
    if (me.role !== 'admin') return response.redirect(303, '/admin/reports');
    response.render('pages/admin/overview', await this.model());
  }

  private async model() {
    const [facts, roster, checks] = await Promise.all([
      this.overview.facts(),
      this.people.everybody(),
      this.readiness.check(),
    ]);
    return adminPage('overview', 'Overview', {
      ...facts,
      online: roster.online,
      databaseSize: megabytes(facts.databaseBytes),
      checks: shownChecks(checks),
      isReady: isReady(checks),
      version,
      node: process.version,
      startedAt: new Date(Date.now() - process.uptime() * 1000),
    });
  }

  /** Who is online, on all nodes. */
  @Get('online')
  @UseGuards(AdminGuard)
  @Render('pages/admin/online')
  async showOnline() {
    const { users, online } = await this.people.everybody();
    return adminPage('people', 'Online now', { users, online, more: online - users.length });
  }
}

const checkNames: Record<keyof Checks, { label: string }> = {
  database: { label: 'Database' },
  migrations: { label: 'Migrations' },
  disk: { label: 'Disk' },
};
const states: Record<Checks[keyof Checks], { label: string }> = {
  ok: { label: 'fine' },
  read_only: { label: 'takes no writes' },
  unavailable: { label: 'does not answer' },
  pending: { label: 'some are missing' },
  full: { label: 'almost full' },
  unknown: { label: 'unknown' },
  elsewhere: { label: 'managed elsewhere' },
};

const shownChecks = (checks: Checks) =>
  (Object.keys(checkNames) as (keyof Checks)[]).map((name) => ({
    label: checkNames[name].label,
    state: states[checks[name]].label,
  }));

/** One digit after the point, where it says something. */
const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0);
