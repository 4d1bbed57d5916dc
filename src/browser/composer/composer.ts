/** The field one writes in. Never disabled; keeps a draft for each room. */
import { longestMessage } from '../ui/longest-message.js';
import { parseCommand } from '../../shared/rules/commands.js';
import type { UnsentFile } from '../core/carried-files.js';
import type { Answered } from '../core/unsent.js';
import type { ShownMessage } from '../core/stretch.js';
import { expectFormatting } from '../messages/formatter.js';
import { hasOnScreenKeyboard } from '../ui/on-screen-keyboard.js';
import type { UploadsWanted } from '../uploads/upload-parts.js';
import { Answering } from './answering.js';
import { later, onceThere, withLater } from '../shell/later.js';
import type { Attaching } from './attaching.js';
import type { Completion, Mentionable } from './completion.js';
import { answerKey, attachedTo } from './draft-key.js';
import type { FollowedDraft } from '../drafts/drafts.js';
import type { PreviewOfDraft } from './draft-preview.js';
import type { LinkNote } from './link-note.js';
import { expectEmojiNames, withEmojis } from '../emoji/emoji-names.js';

export interface ComposerListener {
  sent(text: string, answers: Answered | undefined, files: UnsentFile[], noPreview?: boolean): void;
  /** What a message answers where nothing else is chosen. */
  answers?(): Answered;
  typing(): void;
}

/** Where it stands. */
export interface Surroundings {
  roomId: number;
  uploads: UploadsWanted;
  /** Who can be mentioned. */
  people: Mentionable;
}

export class Composer {
  readonly answering: Answering;
  private attaching: Attaching | undefined;
  private completion: Completion | undefined;
  private linkNote: LinkNote | undefined;
  private preview: PreviewOfDraft | undefined;
  /** Tells the reader's other devices. */
  private followed: FollowedDraft | undefined;
  /** Something was written, or sent, before anybody followed it. */
  private isUntold = false;

  constructor(
    form: HTMLFormElement,
    private readonly field: HTMLTextAreaElement,
    private readonly draftKey: string,
    private readonly listener: ComposerListener,
    { roomId, uploads, people }: Surroundings,
  ) {
    onceThere(({ Attaching, Completion, LinkNote, PreviewOfDraft, watchEmojiButton }) => {
      const replace = (from: number, to: number, text: string) => this.replace(from, to, text);
      this.completion = new Completion(field, people, replace);
      watchEmojiButton(form, field);
      this.linkNote = new LinkNote(form, field);
      this.preview = new PreviewOfDraft(form, field, withEmojis);
      this.attaching = new Attaching(form, draftKey, roomId, uploads, (files) =>
        listener.sent('', this.answering.take() ?? listener.answers?.(), files),
      );
    });
    if (attachedTo(draftKey).length > 0) later().catch(() => undefined);
    this.answering = new Answering(form.querySelector('.answering')!, answerKey(draftKey), () =>
      field.focus(),
    );
    const kept = localStorage.getItem(draftKey) ?? '';
    // Of a draft that the page came with this browser has a copy of its own; what was typed meanwhile comes first.
    const isOfPage = field.dataset.kept !== undefined && field.value === field.defaultValue;
    this.show(isOfPage ? kept : field.value || kept);
    onceThere(({ followDraft }) => {
      const show = (text: string) => this.show(text);
      this.followed = followDraft(draftKey, { field, answering: this.answering, show });
      if (this.isUntold) this.followed.wrote();
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.send();
    });
    field.enterKeyHint = hasOnScreenKeyboard() ? 'enter' : 'send';
    // The keyboard on the screen stays: the field keeps the focus.
    form.querySelector('[type=submit]')!.addEventListener('pointerdown', (event) => event.preventDefault());
    field.addEventListener('keydown', (event) => this.pressed(event));
    field.addEventListener('input', () => this.changed());
    field.addEventListener('compositionstart', () => (field.dataset.composing = ''));
    field.addEventListener('compositionend', () => delete field.dataset.composing);
  }

  /** Begins a private message; what was written already becomes its text. */
  startPrivate(username: string): void {
    const text = this.field.value.replace(/^\/pm\s+\S+\s*/i, '');
    this.write(`/pm ${username} ${text}`);
    this.field.focus();
    this.field.setSelectionRange(this.field.value.length, this.field.value.length);
  }

  /** Calls somebody where the caret is. */
  mention(username: string): void {
    const { selectionStart, selectionEnd, value } = this.field;
    const space = /\S$/.test(value.slice(0, selectionStart)) ? ' ' : '';
    this.replace(selectionStart, selectionEnd, `${space}@${username} `);
    this.field.focus();
  }

  /** Begins an answer; what was written already becomes its text. */
  answer(message: ShownMessage): void {
    this.answering.start(message);
    this.field.focus();
  }

  private write(text: string): void {
    this.show(text.slice(0, longestMessage()));
    this.keepDraft();
  }

  private show(text: string): void {
    this.field.value = text;
    this.preview?.look();
    this.fit();
  }

  private replace(from: number, to: number, text: string): void {
    const { value } = this.field;
    this.write(value.slice(0, from) + text + value.slice(to).trimStart());
    this.field.setSelectionRange(from + text.length, from + text.length);
  }

  private pressed(event: KeyboardEvent): void {
    // While an input method composes, its keys choose a word. Safari reports its last Enter with key code 229.
    if (event.isComposing || event.keyCode === 229 || this.completion?.takes(event)) return;
    if (event.key === 'Escape' && this.answering.isOn) {
      event.preventDefault();
      this.answering.drop();
    }
    // On a phone Enter is the only way to a new line, and a button sends.
    if (event.key !== 'Enter' || event.shiftKey || hasOnScreenKeyboard()) return;
    event.preventDefault();
    this.send();
  }

  private changed(): void {
    this.keepDraft();
    this.fit();
    expectEmojiNames(this.field.value);
    expectFormatting(this.field.value);
    // A private message or a command is nobody else's business.
    if (this.field.value.trim() && !this.field.value.startsWith('/')) this.listener.typing();
  }

  private send(): void {
    const { attaching } = this;
    if (!attaching && attachedTo(this.draftKey).length > 0) return withLater(() => this.send());
    if (attaching?.delays(() => this.send())) return;
    const text = withEmojis(this.field.value);
    if (!text.trim() && (attaching?.isEmpty ?? true)) return;
    this.completion?.close();
    const noPreview = this.linkNote?.take();
    this.write('');
    this.field.focus();
    // What is no message answers none, and carries nothing: the line and the files stay for the next.
    const isMessage = ['say', 'me'].includes(parseCommand(text).name);
    if (!isMessage) return this.listener.sent(text, undefined, []);
    const answers = this.answering.take() ?? this.listener.answers?.();
    this.listener.sent(text, answers, attaching?.take() ?? [], noPreview);
  }

  private keepDraft(): void {
    try {
      if (this.field.value) localStorage.setItem(this.draftKey, this.field.value);
      else localStorage.removeItem(this.draftKey);
    } catch {
      // Storage full or forbidden: the draft lives as long as the page.
    }
    if (this.followed) this.followed.wrote();
    else this.isUntold = true;
  }

  /** Grows with its text where CSS cannot. */
  private fit(): void {
    if (CSS.supports('field-sizing', 'content')) return;
    this.field.style.height = 'auto';
    this.field.style.height = `${this.field.scrollHeight}px`;
  }
}
