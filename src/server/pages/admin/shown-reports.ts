/** Reports as pages show them. */
import type { Role } from '../../../shared/people.js';
import type { Decision, ReportView } from '../../../shared/reports.js';
import { isTalk } from '../../../shared/rules/sidebar-section.js';

const labels: Record<Decision, { label: string; done: string }> = {
  dismissed: { label: 'Leave it as it is', done: 'left as it is' },
  removed: { label: 'Remove the message', done: 'removed' },
  silenced: {
    label: 'Remove it, and mute its author in the room',
    done: 'removed, author muted in the room',
  },
  disabled: { label: 'Remove it, and disable the account of its author', done: 'removed, account disabled' },
};

/** What somebody of this role may decide, for the form; the author is muted by whoever may in that room. */
export const decisionChoices = (role: Role, maySilence: boolean, chosen: string) =>
  (Object.keys(labels) as Decision[])
    .filter((value) => value !== 'disabled' || role === 'admin')
    .filter((value) => value !== 'silenced' || maySilence)
    .map((value) => ({ value, label: labels[value].label, isChosen: value === chosen }));

export const shownReport = (report: ReportView) => ({
  ...report,
  href: `/admin/reports/${report.id}`,
  count: report.reports.length,
  isDirect: report.room !== null && isTalk(report.room),
  decision: report.decided && labels[report.decided.what].done,
});
