import type { LobbyPageData, RoomPageData } from '../../shared/room-page.js';

/** What the server handed the script of this page; with `room` where one is shown. */
export function pageData(page: Document): LobbyPageData | RoomPageData {
  return JSON.parse(page.getElementById('page-data')!.textContent) as LobbyPageData | RoomPageData;
}
