import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, IsNull, Not, type Repository } from 'typeorm';
import { Room } from './room.entity.js';

/** All rooms but conversations, whoever asks: for administrators' pages. */
@Injectable()
export class RoomDirectory {
  constructor(@InjectRepository(Room) private readonly rooms: Repository<Room>) {}

  findByKey(nameKey: string): Promise<Room | null> {
    return this.rooms.findOneBy({ nameKey });
  }

  async count(): Promise<{ rooms: number; archivedRooms: number }> {
    const [rooms, archivedRooms] = await Promise.all(
      [IsNull(), Not(IsNull())].map((archivedAt) =>
        this.rooms.countBy({ access: In(['public', 'private', 'admins']), archivedAt }),
      ),
    );
    return { rooms: rooms!, archivedRooms: archivedRooms! };
  }
}
