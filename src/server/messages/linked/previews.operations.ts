import { Controller } from '@nestjs/common';
import { oneById } from '../../../shared/ids.js';
import { messageView } from '../../../shared/messages.js';
import { linkedPlace, linkedView } from '../../../shared/preview-events.js';
import type { Asked } from '../../platform/operations/asked.js';
import { Carries } from '../../platform/operations/carries.decorator.js';
import { operation } from '../../platform/operations/operation.js';
import { LinkedMessages } from './linked-messages.service.js';
import { MessagePreviews } from './message-previews.service.js';

const group = 'Messages';

const hidePreview = operation({
  method: 'delete',
  path: '/api/messages/:id/preview',
  group,
  summary: 'Show nothing of what the link of one of your messages leads to; administrators any message',
  about: 'For good, whatever becomes of its text',
  who: 'write',
  params: oneById,
  answers: { 200: messageView },
  refusals: ['conflict'],
  limit: 'send',
});

const readLinked = operation({
  method: 'get',
  path: '/api/linked-message',
  group,
  summary: 'The message that a link to this server leads to: /chat/<address>/<seq>',
  who: 'read',
  query: linkedPlace,
  answers: { 200: linkedView },
  refusals: ['not_found'],
});

@Controller()
export class PreviewsOperations {
  constructor(
    private readonly previews: MessagePreviews,
    private readonly linked: LinkedMessages,
  ) {}

  @Carries(hidePreview)
  hidePreview({ me, params }: Asked<typeof hidePreview>) {
    return this.previews.hide(me, { messageId: params.id }, { inspects: true });
  }

  @Carries(readLinked)
  readLinked({ me, query }: Asked<typeof readLinked>) {
    return this.linked.read(me, query);
  }
}
