/** What scripts say of pins, and of what somebody saved; a part of client-texts.ts. */
export const textsOfKeeping = ['pinned by', 'pinned a message:', 'Pin for all', 'Take the pin away'];
