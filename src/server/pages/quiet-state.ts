/** Do not disturb, as the menu of one's own name says it: on or off, and until when by the clock where the person lives. */
import type { NoticeSettingsView } from '../../shared/notices.js';

export interface QuietState {
  isOn: boolean;
  /** It was turned on, and is not only the hours of the day. */
  isChosen: boolean;
  /** `18:00`; missing where it lasts until it is turned off. */
  until?: string | undefined;
}

export function quietState(settings: NoticeSettingsView): QuietState {
  const { isQuiet, quiet, quietUntil, quietHours, timeZone } = settings;
  const ofHours = isQuiet && !quiet ? quietHours?.to : undefined;
  return {
    isOn: isQuiet,
    isChosen: quiet,
    until: quietUntil === null ? ofHours : clockIn(timeZone, new Date(quietUntil)),
  };
}

const clockIn = (timeZone: string, moment: Date): string =>
  moment.toLocaleTimeString('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
