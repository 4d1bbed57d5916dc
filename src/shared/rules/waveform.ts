/** Loudness at even distances, of a voice message: so many numbers, from 0 to the highest. */
export const waveformLength = 64;
export const waveformHeight = 31;
