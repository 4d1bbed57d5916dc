/** Recording a voice message where one writes: the wave as it is spoken, then to be listened to, deleted or sent. */
import { limits } from '../../shared/limits.js';
import { say } from '../ui/passing-notice.js';
import { Recording, type Recorded } from './recording.js';
import { nameIt, render } from './templates.js';
import { t } from './texts.js';
import { written } from './written.js';

/** Seconds. */
const longest = 15 * 60;
const shortest = 0.5;
/** Milliseconds: who lets go before that has pressed and not held. */
const held = 400;
/** Pixels that a finger slides away to take it back. */
const away = 72;

interface VoiceListener {
  recorded(recorded: Recorded): void;
  /** Sent, deleted, or it never began. */
  over(): void;
}

export class VoicePanel {
  private readonly panel = render.voice();
  private readonly bars: HTMLElement[];
  private readonly status = this.part('[role=status]');
  private readonly ending = new AbortController();
  private recording: Recording | undefined;
  private recorded: Recorded | undefined;
  private player: HTMLAudioElement | undefined;
  private isOver = false;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly listener: VoiceListener,
    /** The press that began it, where a finger or a button of the mouse is still down. */
    press?: PointerEvent,
  ) {
    this.bars = Array.from({ length: limits.waveformLength }, () => document.createElement('i'));
    this.part('.recorder-wave').append(...this.bars);
    this.panel.setAttribute('aria-label', t('Voice message'));
    this.button('.recorder-drop', t('Delete the recording'), () => this.close());
    this.button('.recorder-stop', t('Stop recording'), () => void this.stop());
    this.button('.recorder-play', t('Listen'), () => this.play());
    this.button('.recorder-send', t('Send the voice message'), () => this.finish());
    const { signal } = this.ending;
    this.panel.addEventListener('keydown', (event) => this.pressed(event));
    if (press) this.watchHold(press, signal);
    void this.begin();
  }

  private async begin(): Promise<void> {
    try {
      const recording = await Recording.begin((heard) => this.heard(heard));
      if (this.isOver) return recording.cancel();
      this.recording = recording;
      void recording.stopped.then(() => this.stop());
    } catch (error) {
      this.close();
      return say(sentenceOf(error));
    }
    this.form.classList.add('has-voice');
    this.form.append(this.panel);
    this.status.textContent = t('Recording');
    this.part('.recorder-stop').focus();
  }

  private heard(recording: Recording): void {
    if (!this.form.isConnected) return this.close();
    const last = recording.last(limits.waveformLength);
    for (const [index, bar] of this.bars.entries())
      draw(bar, last[index - limits.waveformLength + last.length] ?? 0);
    this.part('.recorder-time').textContent = written.duration(recording.seconds);
    if (recording.seconds >= longest) void this.stop();
  }

  /** From speaking to listening. */
  private async stop(): Promise<void> {
    const { recording } = this;
    if (!recording) return;
    this.recording = undefined;
    if (recording.seconds < shortest) {
      recording.cancel();
      this.close();
      return say(t('Hold the button while you speak, or press it to begin and to end.'));
    }
    const recorded = (this.recorded = await recording.stop());
    this.panel.classList.add('is-recorded');
    this.part('.recorder-hint').textContent = '';
    for (const [index, bar] of this.bars.entries())
      draw(bar, recorded.waveform[index]! / limits.waveformHeight);
    for (const name of ['stop', 'light']) this.part(`.recorder-${name}`).hidden = true;
    for (const name of ['play', 'send']) this.part(`.recorder-${name}`).hidden = false;
    const length = written.duration(recorded.seconds);
    this.part('.recorder-time').textContent = length;
    this.status.textContent = t('Recorded, {{length}}', { length });
    this.part('.recorder-send').focus();
  }

  private play(): void {
    this.player ??= this.newPlayer();
    if (this.player.paused) this.player.play().catch(() => undefined);
    else this.player.pause();
  }

  private newPlayer(): HTMLAudioElement {
    const { file, seconds } = this.recorded!;
    const player = new Audio(URL.createObjectURL(file));
    const show = () => {
      const isPlaying = !player.paused && !player.ended;
      this.part('[data-if-playing]').hidden = !isPlaying;
      this.part('[data-if-still]').hidden = isPlaying;
      nameIt(this.part('.recorder-play'), isPlaying ? t('Pause') : t('Listen'));
      const heard = isPlaying ? player.currentTime / seconds : 1;
      for (const [index, bar] of this.bars.entries())
        bar.classList.toggle('is-to-come', index / limits.waveformLength > heard);
    };
    for (const event of ['play', 'pause', 'ended', 'timeupdate']) player.addEventListener(event, show);
    return player;
  }

  private finish(): void {
    const { recorded } = this;
    this.close();
    if (recorded) this.listener.recorded(recorded);
  }

  private close(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.ending.abort();
    this.recording?.cancel();
    this.recording = undefined;
    this.player?.pause();
    if (this.player) URL.revokeObjectURL(this.player.src);
    this.panel.remove();
    this.form.classList.remove('has-voice');
    this.form.querySelector<HTMLElement>('.voice-button')?.focus();
    this.listener.over();
  }

  private pressed(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    this.close();
  }

  /** Held: it ends when the finger is lifted; slid away it is taken back. */
  private watchHold(press: PointerEvent, signal: AbortSignal): void {
    const done = new AbortController();
    const options = { signal: AbortSignal.any([signal, done.signal]) };
    const isAway = ({ clientX, clientY }: PointerEvent) =>
      Math.hypot(clientX - press.clientX, clientY - press.clientY) > away;
    const hint = this.part('.recorder-hint');
    hint.textContent = t('Slide away to delete');
    const moved = (event: PointerEvent) => {
      this.panel.classList.toggle('is-away', isAway(event));
      hint.textContent = isAway(event) ? t('Let go to delete') : t('Slide away to delete');
    };
    const lifted = (event: PointerEvent) => {
      done.abort();
      hint.textContent = '';
      if (isAway(event)) return this.close();
      if (event.timeStamp - press.timeStamp > held) void this.stop();
    };
    addEventListener('pointermove', moved, options);
    addEventListener('pointerup', lifted, options);
    // The browser asks for the microphone, or scrolls: it goes on as if it had been pressed.
    addEventListener('pointercancel', () => done.abort(), options);
  }

  private button(selector: string, name: string, work: () => void): void {
    const button = this.part(selector);
    nameIt(button, name);
    button.addEventListener('click', work);
  }

  private part(selector: string): HTMLElement {
    return this.panel.querySelector<HTMLElement>(selector)!;
  }
}

/** `level`: 0 to 1. */
function draw(bar: HTMLElement, level: number): void {
  bar.style.height = `${Math.max(8, level * 100)}%`;
}

function sentenceOf(error: unknown): string {
  const { name } = error as Error;
  if (name === 'NotAllowedError' || name === 'SecurityError')
    return t('The microphone is not allowed here. Allow it in the settings of the browser.');
  if (name === 'NotFoundError') return t('There is no microphone.');
  return t('The microphone cannot be used now. Another program may have it.');
}
