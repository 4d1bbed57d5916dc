/** Templates of what stands around the conversation. */
import Handlebars from 'handlebars/runtime.js';
import unreadBadge from '../../../views/rooms/unread-badge.hbs';
import { render as conversation } from '../messages/templates.js';

Handlebars.registerPartial({ 'rooms/unread-badge': unreadBadge });

export const { roomLink, person } = conversation;
