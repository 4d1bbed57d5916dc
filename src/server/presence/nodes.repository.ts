import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Not, Raw, type Repository } from 'typeorm';
import { Node } from './node.entity.js';

@Injectable()
export class NodesRepository {
  constructor(@InjectRepository(Node) private readonly nodes: Repository<Node>) {}

  /** Whose lease runs, on the database's clock. */
  countAlive(): Promise<number> {
    return this.countAliveBut([]);
  }

  /** Other than these. */
  countAliveBut(ids: string[]): Promise<number> {
    return this.nodes.countBy({ leaseUntil: Raw((column) => `${column} > now()`), id: Not(In(ids)) });
  }
}
