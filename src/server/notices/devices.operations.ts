import { Controller } from '@nestjs/common';
import type { Request } from 'express';
import { devicesView, deviceView, newDevice } from '../../shared/devices.js';
import { oneById } from '../../shared/ids.js';
import { browserName } from '../auth/sessions/browser-name.js';
import { languageOf } from '../platform/languages/language.js';
import type { Asked } from '../platform/operations/asked.js';
import { Carries } from '../platform/operations/carries.decorator.js';
import { operation } from '../platform/operations/operation.js';
import { type Browser, Devices } from './devices.service.js';

const group = 'Devices';
const onlyPeople = 'Notices are for browsers: a token has no device.';

const listDevices = operation({
  method: 'get',
  path: '/api/me/devices',
  group,
  summary: 'The browsers and phones that you are called on',
  who: 'read',
  onlyPeople,
  answers: { 200: devicesView },
});

const addDevice = operation({
  method: 'post',
  path: '/api/me/devices',
  group,
  summary: 'Be called on this browser, which has made the subscription',
  about:
    'Goes with the session that asks, of which it takes the place of an older subscription. A person has 20 devices at most: with one more the oldest goes',
  who: 'write',
  onlyPeople,
  body: newDevice,
  answers: { 201: deviceView },
});

const removeDevice = operation({
  method: 'delete',
  path: '/api/me/devices/:id',
  group,
  summary: 'Be called on a device no more',
  who: 'write',
  onlyPeople,
  params: oneById,
  answers: { 204: null },
});

const testDevice = operation({
  method: 'post',
  path: '/api/me/devices/:id/test',
  group,
  summary: 'Send a test notice to a device',
  about: 'Answered once its push service has taken it',
  who: 'write',
  onlyPeople,
  params: oneById,
  answers: { 204: null },
  refusals: ['conflict', 'unavailable'],
  limit: 'notice_test',
});

@Controller()
export class DevicesOperations {
  constructor(private readonly devices: Devices) {}

  @Carries(listDevices)
  listDevices({ request }: Asked<typeof listDevices>) {
    return this.devices.list(browserOf(request));
  }

  @Carries(addDevice)
  addDevice({ request, body }: Asked<typeof addDevice>) {
    return this.devices.add(browserOf(request), body);
  }

  @Carries(removeDevice)
  async removeDevice({ me, params }: Asked<typeof removeDevice>): Promise<void> {
    await this.devices.remove(me, params.id);
  }

  @Carries(testDevice)
  async testDevice({ me, params }: Asked<typeof testDevice>): Promise<void> {
    await this.devices.test(me, params.id);
  }
}

const browserOf = (request: Request): Browser => ({
  userId: request.user!.id,
  sessionId: request.sessionRowId!,
  name: browserName(request.get('user-agent') ?? ''),
  language: languageOf(request),
});
