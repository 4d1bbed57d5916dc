import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RealtimeModule } from '../realtime/realtime.module.js';
import { Passwords } from './passwords.js';
import { SessionEnds } from './session-ends.js';
import { SessionsRepository } from './sessions.repository.js';
import { User } from './user.entity.js';
import { UsersRepository } from './users.repository.js';
import { UsersService } from './users.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([User]), RealtimeModule],
  providers: [UsersService, UsersRepository, Passwords, SessionsRepository, SessionEnds],
  exports: [UsersService, SessionsRepository, SessionEnds],
})
export class UsersModule {}
