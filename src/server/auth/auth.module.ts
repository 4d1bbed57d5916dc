import { Module } from '@nestjs/common';
import { UsersModule } from '../people/people.module.js';
import { AddressGate } from './address-gate.js';
import { Authentication } from './authentication.js';
import { Bearer } from './bearer.js';
import { Csrf } from './csrf.js';
import { SessionWatch } from './session-watch.js';
import { SessionStore } from './session.store.js';

@Module({
  imports: [UsersModule],
  providers: [AddressGate, Authentication, Bearer, Csrf, SessionStore, SessionWatch],
  exports: [AddressGate, Authentication, Bearer, Csrf],
})
export class AuthModule {}
