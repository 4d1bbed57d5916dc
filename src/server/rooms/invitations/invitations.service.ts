/** Making, looking at and revoking invitations. */
import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type {
  InvitationState,
  InvitationView,
  NewInvitation,
  NewInvitationView,
} from '../../../shared/invitations.js';
import { invitePath } from '../../../shared/paths.js';
import { AuditLog } from '../../audit/audit-log.js';
import { MembersService } from '../../memberships/members.service.js';
import { keepersOnly } from '../../memberships/held-rooms.js';
import { secretHash } from '../../platform/access/secret-hash.js';
import { allowsAdministration, type SignedInUser } from '../../platform/access/signed-in-user.js';
import { AppError } from '../../platform/errors/app-error.js';
import { pageOf } from '../../platform/postgres/page.js';
import { SettingsService } from '../../settings/settings.service.js';
import { type InvitationRow, InvitationsRepository } from './invitations.repository.js';

interface Page {
  before?: number | undefined;
  limit: number;
}

@Injectable()
export class Invitations {
  constructor(
    private readonly repository: InvitationsRepository,
    private readonly members: MembersService,
    private readonly settings: SettingsService,
    private readonly audit: AuditLog,
  ) {}

  /** Throws `forbidden` for whoever may invite nobody, or nobody into these rooms; `not_found` for a room that is not theirs to see. */
  async make(
    actor: SignedInUser,
    { role, roomIds, endsInDays, maxUses }: NewInvitation,
  ): Promise<NewInvitationView> {
    const rooms = [...new Set(roomIds)];
    for (const roomId of rooms) await this.members.requireRights(actor, roomId);
    this.requireRight(actor, rooms);
    if (role === 'guest' && rooms.length === 0)
      throw new AppError('invalid', 'Choose a room: a guest is nowhere but where they were invited.');
    const may = await this.repository.invitable(actor.id, rooms, this.areByMembers, role === 'guest');
    if (may.length < rooms.length)
      throw new AppError('forbidden', 'You cannot invite people into this room. Ask one of its keepers.');
    // 128 bits: nobody finds one by trying.
    const code = randomBytes(16).toString('base64url');
    const row = { hash: secretHash(code), role, madeBy: actor.id, endsInDays, maxUses, roomIds: rooms };
    const id = await this.repository.add(row);
    await this.audit.note(actor, 'invitation_made', subject(id), { role });
    return { ...(await this.read(actor, id)), path: invitePath(code) };
  }

  /** Administrators all of them, others their own. */
  async list(reader: SignedInUser, { before, limit }: Page) {
    const all = reader.role === 'admin' && allowsAdministration(reader);
    return pageView(await this.repository.list(reader.id, all, before, limit + 1), limit);
  }

  /** Those that lead into a room, for whoever looks after it. */
  async listOfRoom(reader: SignedInUser, roomId: number, { before, limit }: Page) {
    const { keeps } = await this.members.requireRights(reader, roomId);
    if (!keeps) throw keepersOnly();
    return pageView(await this.repository.listOfRoom(reader.id, roomId, before, limit + 1), limit);
  }

  /** Nobody comes in by it any more. Whoever made it, who looks after a room that it leads into, administrators. */
  async revoke(actor: SignedInUser, id: number): Promise<void> {
    if (!(await this.repository.isTheirs(actor.id, id)))
      throw new AppError('not_found', 'There is no such invitation.');
    if (await this.repository.revoke(id)) await this.audit.note(actor, 'invitation_revoked', subject(id));
  }

  /** Whether somebody may make any, for what pages offer: into a room that they look after, or (without) to the server. */
  offers({ role }: SignedInUser, isOfRoom: boolean): boolean {
    if (role === 'admin') return true;
    if (role === 'guest' || this.settings.current.invitations_by === 'admins') return false;
    return isOfRoom || this.areByMembers;
  }

  private requireRight(actor: SignedInUser, rooms: number[]): void {
    if (this.offers(actor, rooms.length > 0)) return;
    const into = this.settings.current.invitations_by === 'keepers' && actor.role !== 'guest';
    throw into
      ? new AppError('forbidden', 'Choose the rooms, of those that you look after, to invite people into.')
      : new AppError('forbidden', 'Only administrators invite people here. Ask one of them.');
  }

  private get areByMembers(): boolean {
    return this.settings.current.invitations_by === 'members';
  }

  private async read(reader: SignedInUser, id: number): Promise<InvitationView> {
    return invitationView((await this.repository.find(reader.id, id))!);
  }
}

const subject = (id: number) => ({ type: 'invitation', id, name: `#${id}` }) as const;

function pageView(rows: InvitationRow[], limit: number) {
  const { page, next } = pageOf(rows, limit);
  return { invitations: page.map(invitationView), next };
}

function stateOf(row: InvitationRow): InvitationState {
  if (row.revoked_at) return 'revoked';
  if (row.is_ended) return 'ended';
  return row.max_uses !== null && row.uses >= row.max_uses ? 'used_up' : 'open';
}

function invitationView(row: InvitationRow): InvitationView {
  return {
    id: row.id,
    role: row.role,
    state: stateOf(row),
    rooms: row.rooms.map((room) => ({ ...room, address: room.name })),
    madeBy: row.made_by,
    createdAt: row.created_at.toISOString(),
    endsAt: row.ends_at?.toISOString() ?? null,
    maxUses: row.max_uses,
    uses: row.uses,
    people: row.people.map(({ at, ...came }) => ({ ...came, at: new Date(at).toISOString() })),
  };
}
