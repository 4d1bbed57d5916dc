import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/audit.module.js';
import { Ignored } from './ignored.entity.js';
import { RoleChanges } from './role-changes.js';
import { RolesRepository } from './roles.repository.js';
import { Roles } from './roles.service.js';
import { StandingChanges } from './standing-changes.js';
import { User } from './user.entity.js';
import { UsersRepository } from './users.repository.js';
import { UsersService } from './users.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([User, Ignored]), AuditModule],
  providers: [UsersService, UsersRepository, Roles, RolesRepository, RoleChanges, StandingChanges],
  exports: [UsersService, UsersRepository, Roles, RoleChanges, StandingChanges, TypeOrmModule, AuditModule],
})
export class PeopleModule {}
