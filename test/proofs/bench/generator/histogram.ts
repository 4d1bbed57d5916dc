/** Counts of durations in buckets of at most 3 % width, so that millions of deliveries cost no memory. */

/** Milliseconds. */
export interface Summary {
  count: number;
  mean: number;
  p50: number;
  p99: number;
  max: number;
}

/** Each power of two of microseconds is divided into 32 buckets. */
const bits = 5;
const parts = 1 << bits;

export class Histogram {
  private readonly counts = new Float64Array(parts * 32);
  private total = 0;
  private sum = 0;
  private max = 0;

  add(microseconds: number): void {
    const value = Math.max(0, Math.round(microseconds));
    const power = value < parts ? 0 : 31 - Math.clz32(value) - bits + 1;
    this.counts[power * parts + (power === 0 ? value : (value >> (power - 1)) - parts)]! += 1;
    this.total++;
    this.sum += value;
    if (value > this.max) this.max = value;
  }

  summary(): Summary {
    const mean = this.total === 0 ? 0 : this.sum / this.total / 1_000;
    return {
      count: this.total,
      mean,
      p50: this.quantile(0.5),
      p99: this.quantile(0.99),
      max: this.max / 1_000,
    };
  }

  private quantile(share: number): number {
    let left = Math.ceil(this.total * share);
    for (const [bucket, count] of this.counts.entries()) {
      left -= count;
      if (left <= 0 && count > 0) return Math.min(upperEdge(bucket), this.max) / 1_000;
    }
    return 0;
  }
}

function upperEdge(bucket: number): number {
  const power = Math.floor(bucket / parts);
  const place = bucket % parts;
  return power === 0 ? place : (parts + place + 1) * 2 ** (power - 1) - 1;
}
