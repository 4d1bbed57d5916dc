/** Tells the rooms of a person that somebody else may post now. Commands need it, too: the server runs beside them. */
import { Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PeopleModule } from '../people/people.module.js';
import { StandingChanges } from '../people/standing-changes.js';
import { Membership } from './membership.entity.js';
import { ChangedRightsRepository } from './changed-rights.repository.js';

@Module({
  imports: [TypeOrmModule.forFeature([Membership]), PeopleModule],
  providers: [ChangedRightsRepository],
})
export class ChangedRightsModule implements OnModuleInit {
  constructor(
    private readonly standingChanges: StandingChanges,
    private readonly changedRights: ChangedRightsRepository,
  ) {}

  onModuleInit(): void {
    this.standingChanges.subscribe((transaction, userId) => this.changedRights.noteIn(transaction, userId));
  }
}
