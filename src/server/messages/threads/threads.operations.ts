import { Controller } from '@nestjs/common';
import { oneById } from '../../../shared/ids.js';
import { threadPlace, threadStanding, threadView } from '../../../shared/threads.js';
import { linkTo } from '../../platform/operations/answer.js';
import type { Asked } from '../../platform/operations/asked.js';
import { Carries } from '../../platform/operations/carries.decorator.js';
import { operation } from '../../platform/operations/operation.js';
import { Threads } from './threads.service.js';

const group = 'Messages';

const listReplies = operation({
  method: 'get',
  path: '/api/messages/:id/replies',
  group,
  summary: 'The thread of a message: the one that began it, and a page of what answers it',
  about: 'Any message of the thread will do. Without before and after these are the newest answers',
  who: 'read',
  params: oneById,
  query: threadPlace,
  answers: { 200: threadView },
  links: true,
});

const followThread = operation({
  method: 'put',
  path: '/api/messages/:id/follow',
  group,
  summary: 'Follow the thread of a message: be told of what comes',
  about: 'Whoever writes in a thread, or is called there, follows it without asking',
  who: 'write',
  params: oneById,
  answers: { 200: threadStanding },
});

const unfollowThread = operation({
  method: 'delete',
  path: '/api/messages/:id/follow',
  group,
  summary: 'Hear no more of a thread, whatever you write in it',
  who: 'write',
  params: oneById,
  answers: { 200: threadStanding },
});

@Controller()
export class ThreadsOperations {
  constructor(private readonly threads: Threads) {}

  /** A page links to the older one as `prev`, to the newer one as `next`. */
  @Carries(listReplies)
  async listReplies(asked: Asked<typeof listReplies>) {
    const thread = await this.threads.read(asked.me, { messageId: asked.params.id, ...asked.query });
    const [first, last] = [thread.messages[0], thread.messages.at(-1)];
    if (first && thread.hasBefore) linkTo(asked, 'prev', { before: first.seq });
    if (last && thread.hasAfter) linkTo(asked, 'next', { after: last.seq });
    return thread;
  }

  @Carries(followThread)
  followThread({ me, params }: Asked<typeof followThread>) {
    return this.threads.follow(me, { messageId: params.id, on: true });
  }

  @Carries(unfollowThread)
  unfollowThread({ me, params }: Asked<typeof unfollowThread>) {
    return this.threads.follow(me, { messageId: params.id, on: false });
  }
}
