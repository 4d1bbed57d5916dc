/** What an event that crosses the socket declares of itself: see events.ts. */
import type { z } from 'zod';
import type { Scope } from './tokens.js';

/** What a client asks. */
export interface ClientEventDeclaration {
  summary: string;
  /** Who may, in words; the service that carries it out decides. */
  who: string;
  /** What an API token must allow. */
  scope: Exclude<Scope, 'admin'>;
  /** How often one person may ask, refused questions included: a name among the server's rate limits. */
  limit: 'join' | 'send' | 'history' | 'typing' | 'read' | 'attention';
  payload: z.ZodType;
  /** The value of the answer. */
  value: z.ZodType;
}

/** What the server says by itself. */
export interface ServerEventDeclaration {
  summary: string;
  /** Whom it reaches. */
  to: string;
  payload: z.ZodType;
}
