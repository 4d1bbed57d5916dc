/** A voice that is being recorded. */
import { Loudness, waveformOf } from './loudness.js';

export interface Recorded {
  file: File;
  seconds: number;
  waveform: number[];
}

/** What browsers record in, the smallest first. */
const kinds = [
  ['audio/webm;codecs=opus', 'webm'],
  ['audio/ogg;codecs=opus', 'ogg'],
  ['audio/mp4', 'm4a'],
] as const;

/** Bits a second: speech is clear. */
const rate = 32_000;

export class Recording {
  /** By `stop`, or by itself: the headset was put away, or the permission taken back. */
  readonly stopped: Promise<unknown>;
  private readonly recorder: MediaRecorder;
  private readonly pieces: Blob[] = [];
  private readonly loudness: Loudness;
  private readonly since = performance.now();

  /** Asks the person for their microphone; rejects where they or the browser refuse it. */
  static async begin(heard: (recording: Recording) => void): Promise<Recording> {
    const audio = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
    const stream = await navigator.mediaDevices.getUserMedia({ audio });
    try {
      return new Recording(stream, heard);
    } catch (error) {
      release(stream);
      throw error;
    }
  }

  private constructor(
    private readonly stream: MediaStream,
    heard: (recording: Recording) => void,
  ) {
    const kind = kinds.find(([type]) => MediaRecorder.isTypeSupported(type));
    this.recorder = new MediaRecorder(stream, { mimeType: kind?.[0], audioBitsPerSecond: rate });
    this.recorder.addEventListener('dataavailable', ({ data }) => this.pieces.push(data));
    this.stopped = new Promise((resolve) => this.recorder.addEventListener('stop', resolve));
    this.recorder.start();
    this.loudness = new Loudness(stream, () => heard(this));
  }

  get seconds(): number {
    return (performance.now() - this.since) / 1_000;
  }

  /** 0 to 1, the last ones. */
  last(count: number): number[] {
    return this.loudness.heard.slice(-count);
  }

  async stop(): Promise<Recorded> {
    const { seconds } = this;
    this.cancel();
    await this.stopped;
    const [type] = this.recorder.mimeType.split(';');
    const ending = kinds.find(([kind]) => kind.startsWith(type!))?.[1] ?? 'webm';
    const file = new File(this.pieces, `voice.${ending}`, { type });
    return { file, seconds: Math.round(seconds * 10) / 10, waveform: waveformOf(this.loudness.heard) };
  }

  cancel(): void {
    if (this.recorder.state !== 'inactive') this.recorder.stop();
    this.loudness.close();
    release(this.stream);
  }
}

/** The browser shows that somebody listens; not a moment longer than it is so. */
function release(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
