/** What a message is made of, as the server makes it. */
import closeIcon from '../../../views/icons/close.hbs';
import editIcon from '../../../views/icons/edit.hbs';
import replyIcon from '../../../views/icons/reply.hbs';
import smile from '../../../views/icons/smile.hbs';
import dayLine from '../../../views/messages/day-line.hbs';
import holeLine from '../../../views/messages/hole-line.hbs';
import message from '../../../views/messages/message.hbs';
import newLine from '../../../views/messages/new-line.hbs';
import quote from '../../../views/messages/quote.hbs';
import reactions from '../../../views/messages/reactions.hbs';
import swipeMark from '../../../views/messages/swipe-mark.hbs';
import avatar from '../../../views/people/avatar.hbs';
import { elementOf, registerPartials } from '../ui/handlebars.js';

registerPartials({
  'icons/close': closeIcon,
  'icons/edit': editIcon,
  'icons/reply': replyIcon,
  'icons/smile': smile,
  'messages/quote': quote,
  'messages/reactions': reactions,
  'people/avatar': avatar,
});

export const render = {
  message: (context: object) => elementOf(message, context),
  newLine: (context: { createdAt: string }) => elementOf(newLine, context),
  dayLine: (context: { createdAt: string }) => elementOf(dayLine, context),
  holeLine: (context: { count: number }) => elementOf(holeLine, context),
  reactions: (context: object) => elementOf(reactions, context),
  swipeMark: () => elementOf(swipeMark),
};
