import { Controller } from '@nestjs/common';
import { oneById } from '../../shared/ids.js';
import {
  changesAfter,
  changesView,
  commandDone,
  historyPlace,
  historyView,
  messageView,
  newMessage,
} from '../../shared/messages.js';
import { StillSignedIn } from '../auth/sign-in/still-signed-in.js';
import { answerLater } from '../platform/http/answer-in-time.js';
import { onceClosed } from '../platform/http/once-closed.js';
import { languageOf } from '../platform/languages/language.js';
import { linkTo } from '../platform/operations/answer.js';
import type { Asked } from '../platform/operations/asked.js';
import { Carries } from '../platform/operations/carries.decorator.js';
import { operation } from '../platform/operations/operation.js';
import { MessagesService } from './messages.service.js';
import { Inspection } from './reading/inspection.service.js';

const group = 'Messages of a room';

const listMessages = operation({
  method: 'get',
  path: '/api/rooms/:id/messages',
  group,
  summary: 'A page of messages: the newest, those before, after or around a seq, or from a time on',
  about: 'When an administrator opens a private room this way, the audit log records it',
  who: 'read',
  params: oneById,
  query: historyPlace,
  answers: { 200: historyView },
  links: true,
});

const listChanges = operation({
  method: 'get',
  path: '/api/rooms/:id/changes',
  group,
  summary: 'What has changed in a room since a rev: new messages, edits, deletions, reactions',
  about:
    'With wait the answer comes when there is something, or after so many seconds. Ask again from its rev',
  who: 'read',
  params: oneById,
  query: changesAfter,
  answers: { 200: changesView },
  links: true,
});

const postMessage = operation({
  method: 'post',
  path: '/api/rooms/:id/messages',
  group,
  summary: 'Write a message, or give a command',
  about: 'A text that begins with /me, /pm, /topic or /help is a command; // starts a text with a slash',
  who: 'write',
  params: oneById,
  body: newMessage,
  answers: { 200: commandDone, 201: messageView },
  statusOf: (sent: object) => ('id' in sent ? 201 : 200),
  refusals: ['conflict'],
  limit: 'send',
});

@Controller()
export class RoomMessagesOperations {
  constructor(
    private readonly inspection: Inspection,
    private readonly messages: MessagesService,
    private readonly signedIn: StillSignedIn,
  ) {}

  /** A page links to the older one as `prev`, to the newer one as `next`. */
  @Carries(listMessages)
  async listMessages(asked: Asked<typeof listMessages>) {
    const page = await this.inspection.history(asked.me, { roomId: asked.params.id, ...asked.query });
    const [first, last] = [page.messages[0], page.messages.at(-1)];
    if (first && page.hasBefore) linkTo(asked, 'prev', { before: first.seq });
    if (last && page.hasAfter) linkTo(asked, 'next', { after: last.seq });
    return page;
  }

  /** Always links to what comes after. */
  @Carries(listChanges)
  async listChanges(asked: Asked<typeof listChanges>) {
    const { after, wait } = asked.query;
    const changes = await (after === undefined || wait === 0
      ? this.inspection.changes(asked.me, asked.params.id, after)
      : this.awaitChanges(asked, after, wait));
    linkTo(asked, 'next', { after: changes.rev });
    return changes;
  }

  @Carries(postMessage)
  postMessage({ me, params, body, request }: Asked<typeof postMessage>) {
    return this.messages.send(me, { roomId: params.id, ...body, language: languageOf(request) });
  }

  private async awaitChanges(
    { me, params, request, response }: Asked<typeof listChanges>,
    after: number,
    wait: number,
  ) {
    const gone = new AbortController();
    onceClosed(response, () => gone.abort());
    answerLater(request, response, wait * 1000);
    const changes = await this.inspection.waitForChanges(me, params.id, after, wait, gone.signal);
    // Whoever signed out meanwhile gets nothing that came since.
    await this.signedIn.require(request);
    return changes;
  }
}
