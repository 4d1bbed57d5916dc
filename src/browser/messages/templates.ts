/** What a message is made of, as the server makes it. */
import chevronIcon from '../../../views/icons/chevron.hbs';
import closeIcon from '../../../views/icons/close.hbs';
import editIcon from '../../../views/icons/edit.hbs';
import replyIcon from '../../../views/icons/reply.hbs';
import smile from '../../../views/icons/smile.hbs';
import foldedLine from '../../../views/messages/folded-line.hbs';
import dayLine from '../../../views/messages/day-line.hbs';
import holeLine from '../../../views/messages/hole-line.hbs';
import message from '../../../views/messages/message.hbs';
import newLine from '../../../views/messages/new-line.hbs';
import quote from '../../../views/messages/quote.hbs';
import reactions from '../../../views/messages/reactions.hbs';
import tombstone from '../../../views/messages/tombstone.hbs';
import replies from '../../../views/messages/replies.hbs';
import avatar from '../../../views/people/avatar.hbs';
import { elementOf, registerPartials } from '../ui/handlebars.js';
import './late-parts.js';

registerPartials({
  'icons/chevron': chevronIcon,
  'icons/close': closeIcon,
  'icons/edit': editIcon,
  'icons/reply': replyIcon,
  'icons/smile': smile,
  'messages/folded-line': foldedLine,
  'messages/quote': quote,
  'messages/reactions': reactions,
  'messages/replies': replies,
  'messages/tombstone': tombstone,
  'people/avatar': avatar,
});

export const render = {
  message: (context: object) => elementOf(message, context),
  replies: (context: object) => elementOf(replies, context),
  foldedLine: () => elementOf(foldedLine, {}),
  newLine: (context: { createdAt: string; count?: number }) => elementOf(newLine, context),
  dayLine: (context: { createdAt: string }) => elementOf(dayLine, context),
  holeLine: (context: { count: number }) => elementOf(holeLine, context),
  reactions: (context: object) => elementOf(reactions, context),
};
