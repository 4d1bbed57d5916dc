/** The button beside the field that puts an emoji where the caret is. */
import { EmojiPicker } from '../emoji/emoji-picker.js';

export function watchEmojiButton(form: HTMLFormElement, field: HTMLTextAreaElement): void {
  let picker: EmojiPicker | undefined;
  const button = form.querySelector<HTMLElement>('.emoji-button');
  button?.addEventListener('click', () => {
    // Not within the form: Enter in its search is not to send.
    picker ??= new EmojiPicker(form.parentElement!);
    picker.open(button.getBoundingClientRect(), field, (emoji) => {
      // Within a word a name means nothing.
      const isName =
        emoji.startsWith(':') && /[\p{L}\p{N}]$/u.test(field.value.slice(0, field.selectionStart));
      field.setRangeText(isName ? ` ${emoji}` : emoji, field.selectionStart, field.selectionEnd, 'end');
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    });
  });
}
