/** A moment within a sentence, the same in every language: `2026-01-31 12:00 UTC`. */
export const instantText = (instant: Date): string =>
  `${instant.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
