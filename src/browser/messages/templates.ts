/** What a message is made of, as the server makes it. */
import document from '../../../views/files/document.hbs';
import download from '../../../views/files/download.hbs';
import facts from '../../../views/files/facts.hbs';
import files from '../../../views/files/files.hbs';
import picture from '../../../views/files/picture.hbs';
import sound from '../../../views/files/sound.hbs';
import video from '../../../views/files/video.hbs';
import voice from '../../../views/files/voice.hbs';
import words from '../../../views/files/words.hbs';
import chevronIcon from '../../../views/icons/chevron.hbs';
import closeIcon from '../../../views/icons/close.hbs';
import documentIcon from '../../../views/icons/document.hbs';
import downloadIcon from '../../../views/icons/download.hbs';
import editIcon from '../../../views/icons/edit.hbs';
import pauseIcon from '../../../views/icons/pause.hbs';
import playIcon from '../../../views/icons/play.hbs';
import replyIcon from '../../../views/icons/reply.hbs';
import smile from '../../../views/icons/smile.hbs';
import dayLine from '../../../views/messages/day-line.hbs';
import holeLine from '../../../views/messages/hole-line.hbs';
import message from '../../../views/messages/message.hbs';
import newLine from '../../../views/messages/new-line.hbs';
import preview from '../../../views/messages/preview.hbs';
import quote from '../../../views/messages/quote.hbs';
import reactions from '../../../views/messages/reactions.hbs';
import replies from '../../../views/messages/replies.hbs';
import swipeMark from '../../../views/messages/swipe-mark.hbs';
import avatar from '../../../views/people/avatar.hbs';
import { elementOf, registerPartials } from '../ui/handlebars.js';

registerPartials({
  'files/document': document,
  'files/download': download,
  'files/facts': facts,
  'files/files': files,
  'files/picture': picture,
  'files/sound': sound,
  'files/video': video,
  'files/voice': voice,
  'files/words': words,
  'icons/chevron': chevronIcon,
  'icons/close': closeIcon,
  'icons/document': documentIcon,
  'icons/download': downloadIcon,
  'icons/edit': editIcon,
  'icons/pause': pauseIcon,
  'icons/play': playIcon,
  'icons/reply': replyIcon,
  'icons/smile': smile,
  'messages/preview': preview,
  'messages/quote': quote,
  'messages/reactions': reactions,
  'messages/replies': replies,
  'people/avatar': avatar,
});

export const render = {
  message: (context: object) => elementOf(message, context),
  replies: (context: object) => elementOf(replies, context),
  newLine: (context: { createdAt: string; count?: number }) => elementOf(newLine, context),
  dayLine: (context: { createdAt: string }) => elementOf(dayLine, context),
  holeLine: (context: { count: number }) => elementOf(holeLine, context),
  reactions: (context: object) => elementOf(reactions, context),
  swipeMark: () => elementOf(swipeMark),
};
