import { Injectable } from '@nestjs/common';
import type { EventValue, Payload } from '../../../shared/events.js';
import { On } from '../../delivery/on.decorator.js';
import type { Connection } from '../../delivery/connection.js';
import { Threads } from './threads.service.js';

@Injectable()
export class ThreadsEvents {
  constructor(private readonly threads: Threads) {}

  @On('thread')
  thread({ user }: Connection, asked: Payload<'thread'>): Promise<EventValue<'thread'>> {
    return this.threads.read(user, asked);
  }

  @On('follow_thread')
  follow({ user, id }: Connection, wanted: Payload<'follow_thread'>): Promise<EventValue<'follow_thread'>> {
    return this.threads.follow(user, wanted, id);
  }

  @On('read_thread')
  read({ user, id }: Connection, mark: Payload<'read_thread'>): Promise<EventValue<'read_thread'>> {
    return this.threads.mark(user, mark, id);
  }

  @On('own_threads')
  own({ user }: Connection, asked: Payload<'own_threads'>): Promise<EventValue<'own_threads'>> {
    return this.threads.followed(user, asked.messageIds);
  }
}
