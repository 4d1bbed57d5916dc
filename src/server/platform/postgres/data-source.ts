import type { DataSourceOptions } from 'typeorm';
import { CreateUsers1763650000000 } from '../../../../migrations/1763650000000-CreateUsers.js';
import { CreateRooms1763650001000 } from '../../../../migrations/1763650001000-CreateRooms.js';
import { CreateMemberships1763650002000 } from '../../../../migrations/1763650002000-CreateMemberships.js';
import { CreateMessages1763650003000 } from '../../../../migrations/1763650003000-CreateMessages.js';
import { CreatePresence1763650004000 } from '../../../../migrations/1763650004000-CreatePresence.js';
import { CreateSessions1763650005000 } from '../../../../migrations/1763650005000-CreateSessions.js';
import { CreateReactions1763650006000 } from '../../../../migrations/1763650006000-CreateReactions.js';
import { CreateAuditLog1763650007000 } from '../../../../migrations/1763650007000-CreateAuditLog.js';
import { CreateApiTokens1763650008000 } from '../../../../migrations/1763650008000-CreateApiTokens.js';
import { AddReasonsOfDisabling1763650009000 } from '../../../../migrations/1763650009000-AddReasonsOfDisabling.js';
import { CreateAddressBans1763650010000 } from '../../../../migrations/1763650010000-CreateAddressBans.js';
import { CreatePasswordResets1763650011000 } from '../../../../migrations/1763650011000-CreatePasswordResets.js';
import { AddMakersOfPasswordResets1763650013000 } from '../../../../migrations/1763650013000-AddMakersOfPasswordResets.js';
import { CreateRegistrationLink1763650013001 } from '../../../../migrations/1763650013001-CreateRegistrationLink.js';
import { AddSkeletons1763650014000 } from '../../../../migrations/1763650014000-AddSkeletons.js';
import { RememberFirstWords1763650015000 } from '../../../../migrations/1763650015000-RememberFirstWords.js';
import { OrderReactions1763650015001 } from '../../../../migrations/1763650015001-OrderReactions.js';
import { ListOpenRooms1763650015002 } from '../../../../migrations/1763650015002-ListOpenRooms.js';
import { AddWhereRoomsOpen1763650016000 } from '../../../../migrations/1763650016000-AddWhereRoomsOpen.js';
import { RememberLastHere1763650017000 } from '../../../../migrations/1763650017000-RememberLastHere.js';
import { ChooseHowRoomsTell1763650018000 } from '../../../../migrations/1763650018000-ChooseHowRoomsTell.js';
import { CallPeople1763650021000 } from '../../../../migrations/1763650021000-CallPeople.js';
import { KeepActivity1763650022000 } from '../../../../migrations/1763650022000-KeepActivity.js';
import { FollowThreads1763650023000 } from '../../../../migrations/1763650023000-FollowThreads.js';
import { CallDevices1763650024000 } from '../../../../migrations/1763650024000-CallDevices.js';
import { ChooseLevels1763650025000 } from '../../../../migrations/1763650025000-ChooseLevels.js';
import { RememberAbsence1763650026000 } from '../../../../migrations/1763650026000-RememberAbsence.js';
import { AnswerQuietly1763650027000 } from '../../../../migrations/1763650027000-AnswerQuietly.js';
import { SpeakToDevices1763650028000 } from '../../../../migrations/1763650028000-SpeakToDevices.js';
import { KeepMailAddresses1763650031000 } from '../../../../migrations/1763650031000-KeepMailAddresses.js';
import { CountWhatCursorsKnow1763650032000 } from '../../../../migrations/1763650032000-CountWhatCursorsKnow.js';
import { KeepFiles1763650033000 } from '../../../../migrations/1763650033000-KeepFiles.js';
import { PreviewLinks1763650036000 } from '../../../../migrations/1763650036000-PreviewLinks.js';
import { MoveFiles1763650037000 } from '../../../../migrations/1763650037000-MoveFiles.js';
import { AgreeToMoves1763650038000 } from '../../../../migrations/1763650038000-AgreeToMoves.js';
import { TakeTurnsWithLinks1763650039000 } from '../../../../migrations/1763650039000-TakeTurnsWithLinks.js';
import { IndexMessages1763650040000 } from '../../../../migrations/1763650040000-IndexMessages.js';
import { KeepVersions1763650044000 } from '../../../../migrations/1763650044000-KeepVersions.js';
import { KeepDrafts1763650045000 } from '../../../../migrations/1763650045000-KeepDrafts.js';
import { LetServersKeepFiles1763650047000 } from '../../../../migrations/1763650047000-LetServersKeepFiles.js';
import { KeepEmoji1763650048000 } from '../../../../migrations/1763650048000-KeepEmoji.js';
import { MoveEmoji1763650052000 } from '../../../../migrations/1763650052000-MoveEmoji.js';
import { NameKeepers1763650053000 } from '../../../../migrations/1763650053000-NameKeepers.js';
import { KeepOldAddresses1763650056000 } from '../../../../migrations/1763650056000-KeepOldAddresses.js';
import { KeepPeaceInRooms1763650054000 } from '../../../../migrations/1763650054000-KeepPeaceInRooms.js';
import { TellOfRooms1763650055000 } from '../../../../migrations/1763650055000-TellOfRooms.js';
import { PinMessages1763650042000 } from '../../../../migrations/1763650042000-PinMessages.js';
import { ShowPeople1763650070000 } from '../../../../migrations/1763650070000-ShowPeople.js';
import { IntroducePeople1763650071000 } from '../../../../migrations/1763650071000-IntroducePeople.js';
import { KeepFaces1763650072000 } from '../../../../migrations/1763650072000-KeepFaces.js';
import { KeepUsernames1763650073000 } from '../../../../migrations/1763650073000-KeepUsernames.js';
import { FindNewestUsernames1763650130000 } from '../../../../migrations/1763650130000-FindNewestUsernames.js';
import { SaveMessages1763650043000 } from '../../../../migrations/1763650043000-SaveMessages.js';
import { ArrangeSidebars1763650080000 } from '../../../../migrations/1763650080000-ArrangeSidebars.js';
import { TakeReadingBack1763650081000 } from '../../../../migrations/1763650081000-TakeReadingBack.js';
import { TalkInGroups1763650082000 } from '../../../../migrations/1763650082000-TalkInGroups.js';
import { AddRoles1763650060000 } from '../../../../migrations/1763650060000-AddRoles.js';
import { ReportMessages1763650090000 } from '../../../../migrations/1763650090000-ReportMessages.js';
import { ChooseWhoWrites1763650091000 } from '../../../../migrations/1763650091000-ChooseWhoWrites.js';
import { KeepStatistics1763650100000 } from '../../../../migrations/1763650100000-KeepStatistics.js';
import { RememberAbsentees1763650170000 } from '../../../../migrations/1763650170000-RememberAbsentees.js';
import { CountNothingInIds1763650180000 } from '../../../../migrations/1763650180000-CountNothingInIds.js';
import { ErasePeople1763650101000 } from '../../../../migrations/1763650101000-ErasePeople.js';
import { ListPeople1763650120000 } from '../../../../migrations/1763650120000-ListPeople.js';
import { DeleteRooms1763650110000 } from '../../../../migrations/1763650110000-DeleteRooms.js';
import { InvitePeople1763650061000 } from '../../../../migrations/1763650061000-InvitePeople.js';
import { numberTypes } from './number-types.js';
import { planned } from './planning.js';

const migrations = [
  CreateUsers1763650000000,
  CreateRooms1763650001000,
  CreateMemberships1763650002000,
  CreateMessages1763650003000,
  CreatePresence1763650004000,
  CreateSessions1763650005000,
  CreateReactions1763650006000,
  CreateAuditLog1763650007000,
  CreateApiTokens1763650008000,
  AddReasonsOfDisabling1763650009000,
  CreateAddressBans1763650010000,
  CreatePasswordResets1763650011000,
  AddMakersOfPasswordResets1763650013000,
  CreateRegistrationLink1763650013001,
  AddSkeletons1763650014000,
  RememberFirstWords1763650015000,
  OrderReactions1763650015001,
  ListOpenRooms1763650015002,
  AddWhereRoomsOpen1763650016000,
  RememberLastHere1763650017000,
  ChooseHowRoomsTell1763650018000,
  CallPeople1763650021000,
  KeepActivity1763650022000,
  FollowThreads1763650023000,
  CallDevices1763650024000,
  ChooseLevels1763650025000,
  RememberAbsence1763650026000,
  AnswerQuietly1763650027000,
  SpeakToDevices1763650028000,
  KeepMailAddresses1763650031000,
  CountWhatCursorsKnow1763650032000,
  KeepFiles1763650033000,
  PreviewLinks1763650036000,
  MoveFiles1763650037000,
  AgreeToMoves1763650038000,
  TakeTurnsWithLinks1763650039000,
  IndexMessages1763650040000,
  KeepVersions1763650044000,
  KeepDrafts1763650045000,
  LetServersKeepFiles1763650047000,
  KeepEmoji1763650048000,
  MoveEmoji1763650052000,
  NameKeepers1763650053000,
  KeepOldAddresses1763650056000,
  KeepPeaceInRooms1763650054000,
  TellOfRooms1763650055000,
  PinMessages1763650042000,
  SaveMessages1763650043000,
  ArrangeSidebars1763650080000,
  TakeReadingBack1763650081000,
  TalkInGroups1763650082000,
  AddRoles1763650060000,
  InvitePeople1763650061000,
  ReportMessages1763650090000,
  ChooseWhoWrites1763650091000,
  ShowPeople1763650070000,
  KeepStatistics1763650100000,
  IntroducePeople1763650071000,
  ErasePeople1763650101000,
  RememberAbsentees1763650170000,
  CountNothingInIds1763650180000,
  ListPeople1763650120000,
  DeleteRooms1763650110000,
  KeepFaces1763650072000,
  KeepUsernames1763650073000,
  FindNewestUsernames1763650130000,
];

/** Milliseconds. Every request is answered within 5 s, so nothing may wait for the database for longer. */
export const databaseTimeouts = {
  connectionTimeoutMillis: 3_000,
  statement_timeout: 4_000,
  query_timeout: 4_500,
  lock_timeout: 3_000,
  idle_in_transaction_session_timeout: 5_000,
} as const;

export function dataSourceOptions(databaseUrl: string): DataSourceOptions {
  return {
    type: 'postgres',
    migrations,
    migrationsTransactionMode: 'each',
    extra: {
      connectionString: planned(databaseUrl),
      max: 10,
      application_name: 'samovar',
      types: numberTypes,
      ...databaseTimeouts,
    },
  };
}
