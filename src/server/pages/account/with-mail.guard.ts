import { type CanActivate, Injectable } from '@nestjs/common';
import { noSuchPage } from '../../platform/errors/app-error.js';
import { Mailer } from '../../platform/mailing/mailer.js';

/** On a server that sends no mail, what needs it does not exist. */
@Injectable()
export class WithMailGuard implements CanActivate {
  constructor(private readonly mailer: Mailer) {}

  canActivate(): boolean {
    if (this.mailer.isOn) return true;
    throw noSuchPage();
  }
}
