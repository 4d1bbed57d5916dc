import { Injectable } from '@nestjs/common';
import type { Payload } from '../../shared/events.js';
import type { HistoryView, MessageView, SendView } from '../../shared/messages.js';
import { commandHelp } from '../../shared/rules/commands.js';
import { translator } from '../platform/languages/i18n.js';
import { On } from '../platform/sockets/on.decorator.js';
import type { ChatSocket } from '../platform/sockets/socket.js';
import { MessageChangesService } from './changing/message-changes.service.js';
import { MessagesService } from './messages.service.js';

@Injectable()
export class MessagesEvents {
  constructor(
    private readonly messages: MessagesService,
    private readonly changes: MessageChangesService,
  ) {}

  @On('message')
  async message({ data }: ChatSocket, send: Payload<'message'>): Promise<SendView> {
    const sent = await this.messages.send(data.user, send);
    return 'help' in sent ? { help: commandHelp(translator(data.language)) } : sent;
  }

  @On('private_message')
  privateMessage({ data }: ChatSocket, send: Payload<'private_message'>): Promise<MessageView> {
    return this.messages.sendPrivately(data.user, send);
  }

  @On('history')
  history({ data }: ChatSocket, request: Payload<'history'>): Promise<HistoryView> {
    return this.messages.history(data.user, request);
  }

  @On('edit')
  edit({ data }: ChatSocket, edit: Payload<'edit'>): Promise<MessageView> {
    return this.changes.edit(data.user, edit);
  }

  @On('delete')
  delete({ data }: ChatSocket, message: Payload<'delete'>): Promise<MessageView> {
    return this.changes.delete(data.user, message);
  }

  @On('react')
  react({ data }: ChatSocket, reaction: Payload<'react'>): Promise<MessageView> {
    return this.changes.react(data.user, reaction);
  }
}
