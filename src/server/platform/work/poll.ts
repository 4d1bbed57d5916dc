/**
 * Does `work` every so many milliseconds until the function that it returns is called. A round that is due while the last
 * one is still at work, as when the database is slow, is left out: rounds never pile up. An error ends its round only.
 * Where `first` is given, one round more comes after so many milliseconds.
 */
export function pollUnlessBusy(
  every: number,
  work: () => Promise<void>,
  onError: (error: unknown) => void,
  first?: number,
): () => void {
  let isBusy = false;
  const round = async () => {
    if (isBusy) return;
    isBusy = true;
    try {
      await work();
    } catch (error) {
      onError(error);
    } finally {
      isBusy = false;
    }
  };
  const timer = setInterval(() => void round(), every).unref();
  const early = first === undefined ? undefined : setTimeout(() => void round(), first).unref();
  return () => {
    clearInterval(timer);
    clearTimeout(early);
  };
}
