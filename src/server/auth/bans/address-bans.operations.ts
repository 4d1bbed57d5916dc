import { Controller } from '@nestjs/common';
import { addressBanList, addressBanView, newAddressBan } from '../../../shared/bans.js';
import { oneById } from '../../../shared/ids.js';
import { newestFirst } from '../../../shared/lists.js';
import type { Asked } from '../../platform/operations/asked.js';
import { Carries } from '../../platform/operations/carries.decorator.js';
import { operation } from '../../platform/operations/operation.js';
import { pageOfWhole } from '../../platform/operations/whole-list.js';
import { AddressBans } from './address-bans.service.js';

const group = 'Administration';

const listAddressBans = operation({
  method: 'get',
  path: '/api/address-bans',
  group,
  summary: 'Networks from which nobody gets in, the newest first',
  who: 'admin',
  query: newestFirst,
  answers: { 200: addressBanList },
  cursor: 'before',
});

const banAddress = operation({
  method: 'post',
  path: '/api/address-bans',
  group,
  summary: 'Ban an address or a network',
  about: 'Whoever is signed in from there is signed out at once',
  who: 'admin',
  body: newAddressBan,
  answers: { 201: addressBanView },
  refusals: ['conflict'],
});

const liftAddressBan = operation({
  method: 'delete',
  path: '/api/address-bans/:id',
  group,
  summary: 'Lift the ban on an address',
  who: 'admin',
  params: oneById,
  answers: { 204: null },
});

@Controller()
export class AddressBansOperations {
  constructor(private readonly bans: AddressBans) {}

  @Carries(listAddressBans)
  async listAddressBans({ me, query }: Asked<typeof listAddressBans>) {
    const { page, next } = pageOfWhole(await this.bans.list(me), query);
    return { bans: page, next };
  }

  @Carries(banAddress)
  banAddress({ me, body }: Asked<typeof banAddress>) {
    return this.bans.ban(me, body);
  }

  @Carries(liftAddressBan)
  async liftAddressBan({ me, params }: Asked<typeof liftAddressBan>): Promise<void> {
    await this.bans.lift(me, params.id);
  }
}
