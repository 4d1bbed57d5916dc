import { Injectable } from '@nestjs/common';
import type { EventValue, Payload } from '../../shared/events.js';
import type { HistoryView, MessageView, SendView } from '../../shared/messages.js';
import { On } from '../delivery/on.decorator.js';
import type { Connection } from '../delivery/connection.js';
import { MessageChangesService } from './changing/message-changes.service.js';
import { Reactions } from './changing/reactions.service.js';
import { MessagesService } from './messages.service.js';
import { Dates } from './reading/dates.service.js';

@Injectable()
export class MessagesEvents {
  constructor(
    private readonly messages: MessagesService,
    private readonly changes: MessageChangesService,
    private readonly reactions: Reactions,
    private readonly dates: Dates,
  ) {}

  @On('message')
  message({ user, language }: Connection, send: Payload<'message'>): Promise<SendView> {
    return this.messages.send(user, { ...send, language });
  }

  @On('private_message')
  privateMessage({ user }: Connection, send: Payload<'private_message'>): Promise<MessageView> {
    return this.messages.sendPrivately(user, send);
  }

  @On('history')
  history({ user }: Connection, request: Payload<'history'>): Promise<HistoryView> {
    return this.messages.history(user, request);
  }

  @On('dates')
  datesOf({ user }: Connection, asked: Payload<'dates'>): Promise<EventValue<'dates'>> {
    return this.dates.of(user, asked);
  }

  @On('edit')
  edit({ user }: Connection, edit: Payload<'edit'>): Promise<MessageView> {
    return this.changes.edit(user, edit);
  }

  @On('delete')
  delete({ user }: Connection, message: Payload<'delete'>): Promise<MessageView> {
    return this.changes.delete(user, message);
  }

  @On('react')
  react({ user }: Connection, reaction: Payload<'react'>): Promise<MessageView> {
    return this.changes.react(user, reaction);
  }

  @On('own_reactions')
  ownReactions({ user }: Connection, asked: Payload<'own_reactions'>): Promise<EventValue<'own_reactions'>> {
    return this.reactions.own(user, asked.reactions);
  }
}
