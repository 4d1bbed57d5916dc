/** The time zones of a list to choose from. */
const known = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])].sort();

/** With one that somebody has already, by whichever of its names. */
export const timeZones = (chosen: string): string[] => (known.includes(chosen) ? known : [chosen, ...known]);
