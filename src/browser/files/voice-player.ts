/** Voice messages: played in their bubble, one at a time. What plays is one `<audio>` for all of them. */
import { duration } from '../../shared/rules/duration.js';
import { t } from '../ui/page-texts.js';
import { say } from '../ui/passing-notice.js';
import { askServerItself } from './ask-server.js';

const speeds = [1, 1.5, 2];
const wide = 192;

export class VoicePlayer {
  private readonly audio = new Audio();
  private bubble: HTMLElement | undefined;
  private speed = 1;
  private frame = 0;

  constructor() {
    document.addEventListener('click', ({ target }) => this.clicked(target as Element));
    document.addEventListener('input', ({ target }) => this.sought(target as HTMLElement));
    this.audio.preload = 'none';
    for (const event of ['play', 'pause', 'ended', 'seeked', 'loadedmetadata'])
      this.audio.addEventListener(event, () => this.changed());
    // Heard to its end, and not only sought there.
    this.audio.addEventListener('ended', () => this.bubble && draw(this.bubble, 0));
    this.audio.addEventListener('error', () => this.failed());
    // Something else plays: a video, a sound.
    document.addEventListener('play', () => this.audio.pause(), { capture: true });
  }

  private clicked(target: Element): void {
    const button = target.closest<HTMLElement>('.voice [data-do=play], .voice [data-do=speed]');
    const bubble = button?.closest<HTMLElement>('.voice');
    if (!button || !bubble) return;
    if (button.dataset.do === 'speed') this.hurry();
    else if (bubble === this.bubble && !this.audio.paused) this.audio.pause();
    else this.play(bubble);
  }

  private play(bubble: HTMLElement): void {
    this.take(bubble);
    if (this.audio.ended) this.audio.currentTime = 0;
    for (const other of document.querySelectorAll<HTMLMediaElement>('video, audio')) other.pause();
    this.audio.play().catch(() => undefined);
  }

  /** What is played from now on; it begins where its bubble says. */
  private take(bubble: HTMLElement): void {
    if (bubble === this.bubble) return;
    this.audio.pause();
    if (this.bubble) show(this.bubble, false);
    this.bubble = bubble;
    this.audio.src = bubble.querySelector<HTMLAnchorElement>('.file-download')!.href.replace(/\?.*/, '');
    this.audio.playbackRate = this.speed;
    const begin = Number(seekOf(bubble).value);
    if (begin > 0 && begin < secondsOf(bubble)) this.audio.currentTime = begin;
  }

  private sought(field: HTMLElement): void {
    const bubble = field.matches('.voice-seek') && field.closest<HTMLElement>('.voice');
    if (!bubble) return;
    const to = Number((field as HTMLInputElement).value);
    if (bubble === this.bubble) this.audio.currentTime = to;
    draw(bubble, to);
  }

  /** The same for whichever is played next. */
  private hurry(): void {
    this.speed = speeds[(speeds.indexOf(this.speed) + 1) % speeds.length]!;
    this.audio.playbackRate = this.speed;
    for (const button of document.querySelectorAll('.voice-speed')) button.textContent = `${this.speed}×`;
  }

  private changed(): void {
    const { bubble, audio } = this;
    if (!bubble) return;
    show(bubble, !audio.paused && !audio.ended);
    cancelAnimationFrame(this.frame);
    if (!audio.paused && !audio.ended) this.follow();
  }

  private follow(): void {
    // The room may have been left.
    if (!this.bubble?.isConnected) return this.audio.pause();
    draw(this.bubble, this.audio.currentTime);
    this.frame = requestAnimationFrame(() => this.follow());
  }

  private failed(): void {
    if (this.bubble && askServerItself(this.audio)) return;
    if (this.bubble) show(this.bubble, false);
    this.bubble = undefined;
    say(t('This cannot be played. Try again in a moment, or download it.'));
  }
}

const seekOf = (bubble: HTMLElement) => bubble.querySelector<HTMLInputElement>('.voice-seek')!;
const secondsOf = (bubble: HTMLElement) => Number(bubble.dataset.seconds);

function show(bubble: HTMLElement, isPlaying: boolean): void {
  bubble.classList.toggle('is-playing', isPlaying);
  bubble.querySelector('.voice-play')!.setAttribute('aria-label', isPlaying ? t('Pause') : t('Play'));
}

/** As far as it was heard. */
function draw(bubble: HTMLElement, seconds: number): void {
  const seek = seekOf(bubble);
  const time = bubble.querySelector<HTMLElement>('.voice-time')!;
  const now = duration(seconds);
  seek.value = String(seconds);
  seek.setAttribute('aria-valuetext', now);
  const text = seconds > 0 ? now : time.dataset.lasts!;
  if (time.textContent !== text) time.textContent = text;
  heardOf(bubble).setAttribute('width', String((wide * seconds) / (secondsOf(bubble) || 1)));
}

/** A second drawing of the wave over the first: made when it is played first, and as wide as what was heard. */
function heardOf(bubble: HTMLElement): Element {
  const wave = bubble.querySelector('.voice-wave > svg')!;
  const known = wave.querySelector('.heard');
  if (known) return known;
  const heard = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  heard.setAttribute('class', 'heard');
  heard.setAttribute('height', '32');
  heard.append(wave.querySelector('path')!.cloneNode());
  wave.append(heard);
  return heard;
}
