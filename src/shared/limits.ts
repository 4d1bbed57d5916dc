/** Sizes that both sides must agree on. Lengths are in UTF-16 code units, as JavaScript and HTML's `maxlength` count. */
export const limits = {
  messageLength: 4000,
  topicLength: 250,
  /** Of the message that another one answers. */
  quoteLength: 200,
  roomNameLength: 50,
  usernameLength: 32,
  displayNameLength: 50,
  /** Or a line about somebody's role. */
  pronounsLength: 40,
  statusLength: 100,
  passwordMin: 8,
  passwordMax: 200,
  reasonLength: 200,
  /** Of a report, and of what moderators note about it. */
  reportReasonLength: 500,
  /** Words that call somebody as their name does. */
  keywords: 20,
  keywordLength: 50,
  mailAddressLength: 254,
  historyPage: 50,
  historyPageMax: 100,
  /** Places and times of one question after dates: what a scroll bar shows at once. */
  datesAtOnce: 32,
  /** Answers that a thread opens with, the newest. */
  threadPage: 30,
  /** Changes that a catch-up brings at most; further behind means `reset`. */
  catchUp: 500,
  /** Users that a `user_list` names at most; `online` is the true count. */
  userList: 500,
  /** Different emojis under one message at most. */
  reactionKinds: 20,
  /** People whom a message names for each of them at most; `count` is the true number. */
  reactionUsers: 50,
  /** Pinned messages of a room. */
  pins: 100,
  /** Earlier versions that are kept of a message: the first, and the latest. */
  versions: 50,
  /** Messages that somebody has saved, and how many of them they may be reminded of. */
  saved: 5_000,
  reminders: 100,
  savedNoteLength: 500,
  /** Of a person, and for how long. */
  drafts: 200,
  draftDays: 30,
  filesPerMessage: 10,
  /** Of a file, in UTF-8 bytes as file systems count: what is longer is cut. */
  fileNameLength: 180,
  /** Of what a picture shows, in words. */
  altLength: 1000,
  /** Of a voice message: so many numbers that say how loud it is at even distances, from 0 to the highest. */
  waveformLength: 64,
  waveformHeight: 31,
} as const;
