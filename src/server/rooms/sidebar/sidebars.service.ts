/** How people keep their lists of rooms; their own alone, and told to all their connections. */
import { Injectable } from '@nestjs/common';
import type {
  RoomMove,
  RoomPlace,
  SectionChange,
  SectionView,
  SidebarChange,
  SidebarView,
} from '../../../shared/sidebar.js';
import { mostSections } from '../../../shared/sidebar.js';
import { Delivery } from '../../delivery/delivery.js';
import { groups } from '../../delivery/groups.js';
import { noSuchRoom } from '../../memberships/no-such-room.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { Transaction } from '../../platform/postgres/transaction.js';
import { byHand, placesFor } from './places.js';
import { type PlacedRow, type SidebarRow, SidebarsRepository } from './sidebars.repository.js';

interface Person {
  id: number;
}

@Injectable()
export class Sidebars {
  constructor(
    private readonly repository: SidebarsRepository,
    private readonly delivery: Delivery,
  ) {}

  async read(me: Person): Promise<SidebarView> {
    return view(await this.repository.find(me.id));
  }

  async change(me: Person, { order: sort, ...change }: SidebarChange): Promise<SidebarView> {
    const { row } = await this.repository.change(me.id, (transaction) =>
      this.repository.set(transaction, me.id, { sort, ...change }),
    );
    return this.tell(me, row);
  }

  /** Throws `conflict` where there are as many as there may be. */
  async addSection(me: Person, name: string): Promise<SectionView> {
    const { done, row } = await this.repository.change(me.id, async (transaction) => {
      const section = await this.repository.addSection(transaction, me.id, name);
      if (!section) throw tooMany();
      return section;
    });
    this.tell(me, row);
    return done;
  }

  /** Throws `not_found` for a section that is not theirs. */
  async changeSection(me: Person, id: number, { name, after }: SectionChange): Promise<SectionView> {
    const { done, row } = await this.repository.change(me.id, async (transaction) => {
      const sections = await this.repository.sections(transaction, me.id);
      const section = sections.find((one) => one.id === id);
      if (!section) throw noSuchSection();
      if (name !== undefined) await this.repository.renameSection(transaction, id, name);
      if (after !== undefined) await this.repository.orderSections(transaction, ordered(sections, id, after));
      return { id, name: name ?? section.name };
    });
    this.tell(me, row);
    return done;
  }

  /** One up (-1) or down among the person's own. Throws `not_found` for a section that is not theirs. */
  async stepSection(me: Person, id: number, step: -1 | 1): Promise<void> {
    const { sections } = await this.read(me);
    const n = sections.findIndex((one) => one.id === id);
    await this.changeSection(me, id, { after: sections[step < 0 ? n - 2 : n + 1]?.id ?? null });
  }

  /** In the same way. Its rooms stay the person's. */
  async removeSection(me: Person, id: number): Promise<void> {
    const { done: moved, row } = await this.repository.change(me.id, async (transaction) => {
      const rooms = await this.repository.rooms(transaction, me.id);
      if (!(await this.repository.removeSection(transaction, me.id, id))) throw noSuchSection();
      await this.repository.set(transaction, me.id, { unfold: [String(id)] });
      return rooms
        .filter(({ section_id }) => section_id === id)
        .map(({ room_id: roomId, favourite, place }) => ({ roomId, favourite, section: null, place }));
    });
    this.tell(me, row, moved);
  }

  /**
   * Puts a room into a section, and with `after` to a place there. What another device moves at the same time stays where that
   * has put it. Throws `not_found` for a room that they are not in, or a section that is not theirs.
   */
  async move(me: Person, roomId: number, { section, after }: RoomMove): Promise<RoomPlace> {
    const { done: moved, row } = await this.repository.change(me.id, async (transaction) => {
      const rooms = await this.repository.rooms(transaction, me.id);
      const room = rooms.find(({ room_id }) => room_id === roomId);
      if (!room) throw noSuchRoom();
      const wanted = await this.wanted(transaction, me, room, section);
      const others = rooms.filter((one) => one !== room && isBeside(one, wanted)).sort(byHand);
      const places = after === undefined ? new Map<number, number>() : placesFor(roomId, others, after);
      const changed = [wanted, ...others].filter((one) => one === wanted || places.has(one.room_id));
      return this.repository.place(
        transaction,
        me.id,
        changed.map((one) => ({ ...placed(one), place: places.get(one.room_id) ?? one.place })),
      );
    });
    this.tell(me, row, moved);
    return moved.find((one) => one.roomId === roomId)!;
  }

  /** A favourite remembers the section to which it returns. */
  private async wanted(
    transaction: Transaction,
    me: Person,
    room: PlacedRow,
    section: string,
  ): Promise<PlacedRow> {
    if (section === 'favourites') return { ...room, favourite: true };
    if (section === 'rooms') return { ...room, favourite: false, section_id: null };
    const id = Number(section);
    const sections = await this.repository.sections(transaction, me.id);
    if (!sections.some((one) => one.id === id)) throw noSuchSection();
    return { ...room, favourite: false, section_id: id };
  }

  private tell(me: Person, row: SidebarRow, moved: RoomPlace[] = []): SidebarView {
    const sidebar = view(row);
    this.delivery.send(groups.inbox(me.id), 'sidebar_changed', { ...sidebar, moved });
    return sidebar;
  }
}

/** In one section. */
const isBeside = (one: PlacedRow, other: PlacedRow): boolean =>
  one.favourite === other.favourite && (one.favourite || one.section_id === other.section_id);

const placed = ({ room_id, favourite, section_id, place }: PlacedRow) => ({
  ...{ room_id, favourite, section_id, place },
});

function ordered(sections: SectionView[], id: number, after: number | null): number[] {
  const others = sections.map((one) => one.id).filter((one) => one !== id);
  const index = after === null ? 0 : others.indexOf(after) + 1;
  if (index === 0 && after !== null) throw noSuchSection();
  return others.toSpliced(index, 0, id);
}

const view = ({ sort: order, unread_only: unreadOnly, folded, sections, rev }: SidebarRow): SidebarView => ({
  ...{ order, unreadOnly, folded, sections, rev },
});

const noSuchSection = () => new AppError('not_found', 'There is no such section in your list of rooms.');

const tooMany = () =>
  new AppError('conflict', 'You have {{maximum}} sections, the most there can be. Delete one first.', {
    maximum: mostSections,
  });
