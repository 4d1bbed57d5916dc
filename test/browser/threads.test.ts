/** A thread beside its room: opening it, answering, following, paging, by keyboard, and without scripts. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { MessagesService } from '../../src/server/messages/messages.service.js';
import type { MessageView } from '../../src/shared/messages.js';
import type { SignedInUser } from '../../src/server/platform/access/signed-in-user.js';
import { startApp, type TestApp } from '../support/app.js';
import { complaintsOf, type Person } from '../support/accessibility.js';
import { addRoom, addUser } from '../support/factories.js';
