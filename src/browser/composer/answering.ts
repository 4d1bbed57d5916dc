/** The line above the field that says which message is being answered; kept beside the draft. */
import { t } from '../ui/page-texts.js';
import type { Answered } from '../core/unsent.js';
import type { ShownMessage } from '../core/stretch.js';

export class Answering {
  /** Another message is answered, or none. */
  changes?: () => void;
  private answered: Answered | undefined;
  private readonly tell: HTMLElement;
  /** Whether whoever is answered is to be told. */
  private readonly tick: HTMLInputElement;

  constructor(
    private readonly line: HTMLElement,
    private readonly key: string,
    dropped: () => void,
  ) {
    this.tell = line.querySelector('.tell')!;
    this.tick = this.tell.querySelector('input')!;
    line.querySelector('[data-drop]')!.addEventListener('click', (event) => {
      event.preventDefault();
      this.drop();
      dropped();
    });
    this.show(this.kept());
    const { id, author, kept } = line.dataset;
    // Of a draft this browser has a copy of its own.
    if (id !== undefined && kept === undefined) this.keep(this.onPage(Number(id), Number(author)));
  }

  get isOn(): boolean {
    return this.answered !== undefined;
  }

  /** Of the message's text the line that a quote shows. */
  start({ id, seq, author, text = '', threadId = id }: ShownMessage): void {
    this.tick.checked = true;
    this.keep({ id, seq, author, text, threadId });
  }

  drop(): void {
    this.keep(undefined);
  }

  /** What is answered, once: it goes out with the text. */
  take(): Answered | undefined {
    const { answered } = this;
    if (!answered) return undefined;
    const isQuiet = !this.tick.checked && !this.tell.hidden;
    this.drop();
    return isQuiet ? { ...answered, quiet: true } : answered;
  }

  /** A message has a new state. What was deleted is not answered any more: nothing of it stays in this browser. */
  changed(message: ShownMessage, quote: () => string): void {
    if (message.id !== this.answered?.id) return;
    if (message.deletedAt) return this.drop();
    const text = quote();
    if (text !== this.answered.text) this.keep({ ...this.answered, text });
  }

  /** As it was kept meanwhile, from another device. */
  showKept(): void {
    this.show(this.kept());
  }

  private kept(): Answered | undefined {
    const kept = localStorage.getItem(this.key);
    return kept === null ? undefined : (JSON.parse(kept) as Answered);
  }

  /** The page came with an answer begun, by a link. */
  private onPage(id: number, authorId: number): Answered {
    const text = (selector: string) => this.line.querySelector(selector)!.textContent;
    const seq = Number(this.line.querySelector<HTMLInputElement>('[name=reply]')!.value);
    return {
      id,
      seq,
      author: { id: authorId, username: '', name: text('[data-whom]') },
      text: text('[data-what]'),
    };
  }

  private keep(answered: Answered | undefined): void {
    try {
      if (answered) localStorage.setItem(this.key, JSON.stringify(answered));
      else localStorage.removeItem(this.key);
    } catch {
      // Storage full or forbidden: it lives as long as the page.
    }
    this.show(answered);
    this.changes?.();
  }

  private show(answered: Answered | undefined): void {
    this.answered = answered;
    this.line.hidden = answered === undefined;
    const name = answered ? (answered.author.name ?? answered.author.username) : '';
    this.tell.hidden = String(answered?.author.id) === document.body.dataset.me;
    this.tell.querySelector('[data-tell]')!.textContent = name && t('Tell {{name}}', { name });
    this.line.querySelector('[data-whom]')!.textContent = name;
    this.line.querySelector('[data-what]')!.textContent = answered?.text ?? '';
  }
}
