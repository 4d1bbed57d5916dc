/** Tells whoever used a word for everybody that it was only a word: the server decides who may call all. */
import type { MessageView } from '../../shared/messages.js';
import { calledIn } from '../../shared/rules/mentions.js';
import { t } from '../ui/page-texts.js';
import { say } from '../ui/passing-notice.js';

export function sayIfNobodyIsCalled({ text = '', mentions = [] }: MessageView): void {
  const everybody = calledIn(text)?.everybody;
  if (!everybody || mentions.includes(everybody)) return;
  say(
    everybody === 'here'
      ? t(
          'Nobody was called. In a room of 100 or more that is for those who look after it: call people by name.',
        )
      : t(
          'Nobody was called. Calling all members is for those who look after the room: call people by name, or @here.',
        ),
  );
}
