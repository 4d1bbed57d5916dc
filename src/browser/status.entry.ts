/** The page on which somebody says how they are: with scripts its emoji can be chosen, as it is for a message. */
import { loadEmojis } from './emoji/emoji.js';
import { EmojiPicker } from './emoji/emoji-picker.js';

const field = document.getElementById('status-emoji') as HTMLInputElement;
const button = document.getElementById('choose-emoji')!;
let picker: EmojiPicker | undefined;

button.addEventListener('click', () => {
  // Not within the form: Enter in its search is not to send. A status takes none of the server's own.
  picker ??= new EmojiPicker(document.body, loadEmojis);
  picker.open(button.getBoundingClientRect(), button, (emoji) => (field.value = emoji));
});
