/** Samovar, and the bare servers that it is measured beside. */
import { type Baseline, type BaselineName, startBaseline } from './baseline.js';
import { type Samovar, startSamovar } from './samovar.js';

export const systems = ['samovar', 'ws', 'socket.io'] as const;
export type System = (typeof systems)[number];

/** Who enters which rooms; the bare servers ask nobody who they are. */
export interface Visitor {
  cookie?: string;
  rooms: string[];
}

export interface Servers extends Record<BaselineName, Baseline> {
  samovar: Samovar;
}

export async function startAll(): Promise<Servers> {
  const [samovar, ws, stock] = await Promise.all([
    startSamovar(),
    startBaseline('ws'),
    startBaseline('socket.io'),
  ]);
  return { samovar, ws, 'socket.io': stock };
}

export async function stopAll(servers: Servers): Promise<void> {
  for (const system of systems) await servers[system].stop();
}

/** The same people for a bare server. */
export const withoutCookies = (people: Visitor[]): Visitor[] => people.map(({ rooms }) => ({ rooms }));

/** One value for each system. */
export function perSystem<Value>(valueOf: (system: System) => Value): Record<System, Value> {
  return Object.fromEntries(systems.map((system) => [system, valueOf(system)])) as Record<System, Value>;
}
