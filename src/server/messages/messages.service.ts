/** What people do with messages: send, write privately, carry out commands, read. */
import { Injectable } from '@nestjs/common';
import type { HistoryView, JoinView, MessageKind, MessageView, SendView } from '../../shared/messages.js';
import { type Command, commandHelp, parseCommand } from '../../shared/rules/commands.js';
import { calledIn } from '../../shared/rules/mentions.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import { AppError } from '../platform/errors/app-error.js';
import { defaultLanguage, translator } from '../platform/languages/i18n.js';
import { Conversations } from '../rooms/conversations.service.js';
import { RoomManagement } from '../rooms/room-management.service.js';
import { RoomsService } from '../rooms/rooms.service.js';
import type { Standing } from '../rooms/standing.row.js';
import type { Draft } from './log/draft.js';
import { RoomLog } from './log/room-log.js';
import { History, type PageRequest } from './reading/history.js';
import { Writing } from './writing.js';

export interface Send {
  roomId: number;
  /** A UUID made by the client: a repeat answers with the stored message. */
  clientId: string;
  text: string;
  replyTo?: number;
  /** Whoever it answers is not to be called for that. */
  quiet?: boolean;
  /** Ids of finished uploads of the author into the room. */
  files?: number[];
  /** Nothing is to be shown of what its link leads to. */
  noPreview?: boolean;
  /** In which `/help` answers; English unless said. */
  language?: string;
}

/** Those that are messages, and of which kind. */
type MessageCommand = Extract<Command, { name: keyof typeof kinds }>;
const kinds = { say: 'text', me: 'action' } as const;
const isMessage = (command: Command): command is MessageCommand => command.name in kinds;

export interface SendPrivately {
  /** Username. */
  to: string;
  clientId: string;
  text: string;
}

@Injectable()
export class MessagesService {
  constructor(
    private readonly log: RoomLog,
    private readonly reading: History,
    private readonly rooms: RoomsService,
    private readonly conversations: Conversations,
    private readonly management: RoomManagement,
    private readonly writing: Writing,
  ) {}

  /** Sends a text, or carries out the command it starts with. A text enters the log's queue before this returns. */
  send(author: SignedInUser, send: Send): Promise<SendView> {
    const command = parseCommand(send.text);
    if (!isMessage(command)) return this.carryOut(author, send, command);
    return this.append(this.draftOf(author, send, kinds[command.name], command.text));
  }

  /** The message that the author has sent so already, with whichever files; null where there is none. */
  async findSent(author: SignedInUser, send: Send): Promise<MessageView | null> {
    const command = parseCommand(send.text);
    if (!isMessage(command)) return null;
    // Nobody looks at its html, which takes time to make.
    const said = { kind: kinds[command.name], text: command.text, html: null };
    return this.log.findSent(draftOf(author, send, said));
  }

  /** Writes to one person, in the room of the two, which is made when there is none. */
  async sendPrivately(author: SignedInUser, { to, clientId, text }: SendPrivately): Promise<MessageView> {
    const { room } = await this.conversations.open(author, to);
    return this.append(this.draftOf(author, { roomId: room.id, clientId, text }, 'text', text));
  }

  history(reader: SignedInUser, request: PageRequest): Promise<HistoryView> {
    return this.reading.page(reader, request);
  }

  /** A room for reading, as the reader was found to stand to it, and whether newer messages follow. Changes nothing. */
  async open(
    reader: SignedInUser,
    found: Standing,
    from: { around?: number; after?: number } = {},
  ): Promise<JoinView & { hasAfter: boolean }> {
    const opened = await this.reading.open(reader, found, from);
    const last = opened.messages.at(-1);
    return { ...opened, hasAfter: last !== undefined && last.seq < opened.room.lastSeq };
  }

  /** The first message that a reader who stopped at `seq` has not read; null where there is none. */
  firstUnread(reader: SignedInUser, roomId: number, seq: number): Promise<MessageView | null> {
    return this.reading.firstUnread(reader, roomId, seq);
  }

  /** What changed in a room since `rev`, or its newest page. Call it after subscribing: then nothing falls between. */
  async catchUp(reader: SignedInUser, roomId: number, rev: number | undefined): Promise<JoinView> {
    return this.reading.open(reader, await this.rooms.requireById(reader, roomId), { rev });
  }

  /** What was sent before is answered with what is stored, whatever may be written by now. */
  private append(draft: Draft): Promise<MessageView> {
    const held = this.writing.held(draft.text);
    return held ? this.stored(draft, held) : this.log.append(draft);
  }

  private async stored(draft: Draft, otherwise: AppError): Promise<MessageView> {
    const sent = await this.log.findSent(draft);
    if (!sent) throw otherwise;
    return sent;
  }

  private draftOf(author: SignedInUser, send: Send, kind: MessageKind, text: string): Draft {
    const html = kind === 'text' ? this.writing.html(text) : null;
    return draftOf(author, send, { kind, text, html });
  }

  private async carryOut(
    author: SignedInUser,
    { roomId, clientId, files, language = defaultLanguage }: Send,
    command: Exclude<Command, MessageCommand>,
  ): Promise<SendView> {
    if (files?.length)
      throw new AppError(
        'invalid',
        'A command takes no files. Send them with a text, or start the text with // for a slash.',
      );
    switch (command.name) {
      case 'pm':
        return this.sendPrivately(author, { ...command, clientId });
      case 'topic':
        return { room: await this.management.setTopic(author, roomId, command.text) };
      case 'help':
        return { help: commandHelp(translator(language)) };
      case 'incomplete':
        throw new AppError('invalid', 'Write it like this: {{usage}}', { usage: command.usage });
      case 'unknown':
        throw new AppError(
          'invalid',
          'There is no command /{{word}}. Write /help to see what there is, or // to start a text with a slash.',
          {
            word: command.word,
          },
        );
    }
  }
}

interface Said {
  kind: MessageKind;
  text: string;
  html: string | null;
}

function draftOf(author: SignedInUser, send: Send, { kind, text, html }: Said): Draft {
  const { roomId, clientId, replyTo = null, quiet, files, noPreview } = send;
  const called = calledIn(text);
  const draft: Draft = { roomId, authorId: author.id, clientId, kind, text, html, replyTo, called };
  if (quiet && replyTo !== null) draft.quiet = quiet;
  if (files?.length) draft.files = files;
  if (noPreview && html?.includes('<a ')) draft.noPreview = noPreview;
  return draft;
}
