/** The quiet line below the composer that says how the connection is. */
import { t } from '../ui/page-texts.js';

/** Milliseconds. */
const shortly = 4_000;
const patience = 1_500;

export class StatusLine {
  private timer?: ReturnType<typeof setTimeout>;
  private wasConnected = false;

  constructor(private readonly line: HTMLElement) {
    this.timer = setTimeout(() => this.say(navigator.onLine ? t('Connecting…') : offline()), patience);
  }

  disconnected(): void {
    if (!navigator.onLine) return this.tell(offline());
    // A blink of the network is nobody's concern.
    if (this.wasConnected) this.later(() => this.say(t('Reconnecting…')), 500);
  }

  /** Connected, and everything missed is here: `count` new messages. */
  caughtUp(count: number): void {
    const text = count > 0 ? t('Caught up, {{count}} new', { count }) : t('Caught up');
    this.say(this.wasConnected && this.line.textContent ? text : '');
    this.wasConnected = true;
    this.later(() => this.say(''), shortly);
  }

  tell(sentence: string): void {
    this.say(sentence);
    clearTimeout(this.timer);
  }

  private say(text: string): void {
    this.line.textContent = text;
  }

  private later(work: () => void, milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(work, milliseconds);
  }
}

const offline = () => t('You are offline: what you write is kept and sent later.');
