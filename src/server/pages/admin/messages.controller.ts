import { Controller, Get, Query, Render, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import { AdminGuard } from '../../auth/admin.guard.js';
import { CurrentUser } from '../../auth/current-user.js';
import { orShowAgain, parseForm, typed } from '../../platform/http/forms.js';
import { MessageSearch } from '../../messages/reading/message-search.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { adminPage, noticeOf } from './admin-page.js';
import { Lookup } from './lookup.js';
import { shownMessage } from './messages.js';
import { cursor, pager, pageSize, searchText, withQuery } from './parameters.js';

const filter = z.object({ author: searchText, room: searchText, text: searchText, before: cursor });

/** Messages of all rooms, the newest first. Private conversations are nobody else's. */
@Controller('admin/messages')
@UseGuards(AdminGuard)
export class MessagesController {
  constructor(
    private readonly search: MessageSearch,
    private readonly lookup: Lookup,
  ) {}

  @Get()
  @Render('pages/admin/messages')
  async list(@CurrentUser() me: SignedInUser, @Query() { done, ...asked }: Record<string, unknown>) {
    const form = { view: 'pages/admin/messages', model: messagesPage(asked), field: 'text' };
    return orShowAgain(form, async () => {
      const { before, ...wanted } = parseForm(filter, asked);
      const author =
        wanted.author === undefined ? undefined : await this.lookup.person(wanted.author, 'author');
      const room = wanted.room === undefined ? undefined : await this.lookup.room(wanted.room, 'room');
      const { messages, next } = await this.search.find(me, {
        userId: author?.id,
        roomId: room?.id,
        text: wanted.text,
        before,
        limit: pageSize,
      });
      const back = withQuery('/admin/messages', { ...wanted, before });
      const label = messages.length < pageSize ? 'Search further back' : 'Older messages';
      return {
        ...messagesPage(asked),
        notice: noticeOf(done),
        messages: messages.map((message) => shownMessage(message, { back, roomName: message.roomName })),
        hasMore: next !== null,
        pager: pager('/admin/messages', wanted, { name: 'before', at: before, next, label }),
      };
    });
  }
}

function messagesPage(asked: Record<string, unknown>) {
  const [author, room, text] = [typed(asked, 'author'), typed(asked, 'room'), typed(asked, 'text')];
  return adminPage('messages', 'Messages', {
    author,
    room,
    text,
    isFiltered: [author, room, text].some((value) => value !== ''),
  });
}
