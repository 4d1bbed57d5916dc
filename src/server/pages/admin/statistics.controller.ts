import { Controller, Get, Render, UseGuards } from '@nestjs/common';
import { AdminGuard } from '../../auth/admin.guard.js';
import { CurrentUser } from '../../auth/current-user.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { Statistics } from '../../statistics/statistics.service.js';
import { adminPage } from './admin-page.js';
import { statisticsCharts } from './statistics-charts.js';

/** The last 90 days, as pictures and as a table. */
@Controller('admin/statistics')
@UseGuards(AdminGuard)
export class StatisticsController {
  constructor(private readonly statistics: Statistics) {}

  @Get()
  @Render('pages/admin/statistics')
  async show(@CurrentUser() me: SignedInUser) {
    const { days, counting } = await this.statistics.read(me);
    return adminPage('statistics', 'Statistics', { ...statisticsCharts(days), isCounting: counting });
  }
}
