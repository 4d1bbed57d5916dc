/** What waits for moderators, beside the way to it in their menu; and that newcomers cannot write, above every page, as long as it is so. */
import type { PeaceView } from '../../shared/reports.js';
import type { ChatSocket } from '../core/connection.js';
import { askServer } from '../ui/api.js';
import { t } from '../ui/page-texts.js';

const way = () => document.querySelector<HTMLAnchorElement>('.me-menu a[href^="/admin"]');

export function watchPeace(socket: ChatSocket): void {
  // Nobody else has such a way.
  if (!way()) return;
  let known: PeaceView = { open: 0, raidGuard: false };
  const show = (peace: PeaceView) => {
    known = peace;
    showOpen(known.open);
    showGuard(known.raidGuard);
  };
  const ask = () => void askServer<PeaceView>('GET', '/api/peace').then(show, () => undefined);
  socket.on('peace_changed', show);
  // What was told while there was no connection has passed by.
  socket.on('connect', ask);
  if (socket.connected) ask();
  // Another page has another menu.
  document.addEventListener('beforetoggle', () => showOpen(known.open), true);
}

function showOpen(open: number): void {
  const link = way();
  if (!link) return;
  link.querySelector('.waiting-count')?.remove();
  if (open === 0) return;
  const count = document.createElement('span');
  count.className = 'pill waiting-count';
  count.textContent = String(open);
  link.href = '/admin/reports';
  link.append(' ', count);
}

function showGuard(isOn: boolean): void {
  const shown = document.getElementById('raid-guard');
  if (!isOn) return shown?.remove();
  if (shown) return;
  const banner = document.createElement('a');
  banner.id = 'raid-guard';
  banner.className = 'raid-banner';
  banner.href = '/admin/reports';
  banner.setAttribute('role', 'status');
  document.body.append(banner);
  banner.textContent = t('Newcomers cannot write.');
}
