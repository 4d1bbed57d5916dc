/** The service worker's own world, as far as notices need it; the compiler is told of pages only. */
import type { NoticeOnScreen } from './payload.js';

export interface WorkerEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface PushEvent extends WorkerEvent {
  readonly data: { json(): unknown } | null;
}

/** A notice that stands on the screen. */
export interface ShownNotification {
  readonly tag: string;
  readonly data: NoticeOnScreen;
  close(): void;
}

/** Somebody pressed a notice, or one of its buttons: then with what they wrote, where the system takes it. */
export interface NotificationEvent extends WorkerEvent {
  readonly notification: ShownNotification;
  readonly action: string;
  readonly reply?: string | null;
}

/** A tab or window of ours. */
export interface WindowClient {
  /** Where it was opened: what its script put into the address since is not told. */
  readonly url: string;
  readonly visibilityState: DocumentVisibilityState;
  focus(): Promise<unknown>;
  postMessage(message: unknown, transfer?: Transferable[]): void;
}

interface Worker {
  addEventListener(type: 'push', listener: (event: PushEvent) => void): void;
  addEventListener(type: 'notificationclick', listener: (event: NotificationEvent) => void): void;
  addEventListener(type: 'pushsubscriptionchange', listener: (event: WorkerEvent) => void): void;
  addEventListener(
    type: 'message',
    listener: (event: WorkerEvent & { readonly data: unknown }) => void,
  ): void;
  readonly registration: {
    readonly pushManager?: PushManager;
    showNotification(title: string, options: NotificationOptions): Promise<void>;
    getNotifications(filter?: { tag: string }): Promise<ShownNotification[]>;
  };
  readonly clients: {
    /** Those that were last in front come first. */
    matchAll(wanted: { type: 'window'; includeUncontrolled: true }): Promise<WindowClient[]>;
    openWindow(path: string): Promise<WindowClient | null>;
  };
}

interface NotificationOptions {
  body: string;
  tag: string;
  data: NoticeOnScreen;
  icon: string;
  lang?: string;
  dir?: 'auto';
  renotify?: boolean;
  silent?: boolean;
  requireInteraction?: boolean;
  actions?: { action: string; title: string; type?: 'text'; placeholder?: string }[];
}

export const worker = self as unknown as Worker;

export const openWindows = (): Promise<WindowClient[]> =>
  worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
