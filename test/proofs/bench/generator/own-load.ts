/** How busy this process has been since this was made: near 1, it is the generator that was measured. */
export class OwnLoad {
  private readonly start = performance.now();
  private readonly cpu = process.cpuUsage();

  /** Of one core. */
  share(): number {
    const { user, system } = process.cpuUsage(this.cpu);
    return (user + system) / 1_000 / (performance.now() - this.start);
  }
}
