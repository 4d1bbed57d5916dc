/** Characters that a message has at most, as the server takes them now: in the fields that are there, and in those that come. */
import { limits } from '../../shared/limits.js';

let longest: number = limits.messageLength;

export const longestMessage = (): number => longest;

export function setLongestMessage(characters: number): void {
  longest = characters;
  for (const field of document.querySelectorAll<HTMLTextAreaElement>(
    'textarea[name=text], .message-editor textarea',
  ))
    field.maxLength = characters;
}
