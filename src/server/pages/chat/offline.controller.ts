import { Controller, Get, Render } from '@nestjs/common';

/** The page that the service worker keeps for when nothing else can be reached; the same for everybody. */
@Controller('offline')
export class OfflineController {
  @Get()
  @Render('pages/offline')
  view() {
    return { layout: 'layouts/offline', title: 'You are offline' };
  }
}
