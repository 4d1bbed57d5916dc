/** How loud it is while somebody speaks, and how that looks as a waveform. */
import { limits } from '../../shared/limits.js';

/** Milliseconds from one look to the next. */
const every = 50;
/** Of what the microphone gives, loud speech seldom passes this. */
const loud = 0.35;

/** From a microphone; until it is closed. */
export class Loudness {
  /** 0 to 1, at even distances. */
  readonly heard: number[] = [];
  private readonly context = new AudioContext();
  private readonly analyser = this.context.createAnalyser();
  private readonly samples: Float32Array<ArrayBuffer>;
  private readonly timer: ReturnType<typeof setInterval>;

  constructor(stream: MediaStream, looked: () => void) {
    this.samples = new Float32Array(this.analyser.fftSize);
    this.context.createMediaStreamSource(stream).connect(this.analyser);
    this.timer = setInterval(() => {
      this.analyser.getFloatTimeDomainData(this.samples);
      this.heard.push(levelOf(this.samples));
      looked();
    }, every);
  }

  close(): void {
    clearInterval(this.timer);
    void this.context.close();
  }
}

/** Root mean square, of which 1 is as loud as speech gets. */
function levelOf(samples: Float32Array): number {
  const squares = samples.reduce((sum, sample) => sum + sample * sample, 0);
  return Math.min(1, Math.sqrt(squares / samples.length) / loud);
}

/** The loudest of each part; a quiet voice has as high a wave as a loud one. */
export function waveformOf(heard: readonly number[]): number[] {
  const parts = Array.from({ length: limits.waveformLength }, (_, index) => {
    const from = Math.floor((index * heard.length) / limits.waveformLength);
    const to = Math.max(from + 1, Math.floor(((index + 1) * heard.length) / limits.waveformLength));
    return Math.max(0, ...heard.slice(from, to));
  });
  const highest = Math.max(...parts, 0.05);
  return parts.map((part) => Math.round((part / highest) * limits.waveformHeight));
}
