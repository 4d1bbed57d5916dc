/** The browser's connection, of which every question and its answer is written down. */
import { randomUUID } from 'node:crypto';
import { Connection, type Payload } from '../../../src/browser/core/connection.js';
import type { Answer } from '../../../src/shared/errors.js';
import type { ClientEvent, EventValue } from '../../../src/shared/events.js';
import type { Place, Recorder } from './recorder.js';

export class RecordedConnection extends Connection {
  constructor(
    private readonly place: Place,
    private readonly recorder: Recorder,
    signedOut: () => void,
  ) {
    const { url, cookie } = place;
    super(
      { connected: () => undefined, disconnected: () => undefined, signedOut },
      {
        url,
        random: () => recorder.random.next(),
        transports: ['websocket'],
        forceNew: true,
        extraHeaders: { cookie, origin: url },
      },
    );
  }

  override async ask<Event extends ClientEvent>(
    event: Event,
    payload: Payload<Event>,
  ): Promise<Answer<EventValue<Event>>> {
    if (!this.isConnected) throw new Error('not connected');
    if (event !== 'message') return this.recorder.asking(this.socket, event, super.ask(event, payload));
    const { clientId, ...rest } = payload as Payload<'message'>;
    const sent = { ...rest, clientId: this.idFor(clientId) };
    const answer = await this.recorder.asking(this.socket, event, super.ask('message', sent));
    this.recorder.replied(this.place, clientId, answer);
    return answer as Answer<EventValue<Event>>;
  }

  private idFor(clientId: string): string {
    const isWrong = this.recorder.clientSabotage === 'resend-new-id' && this.recorder.wasSent(clientId);
    this.recorder.sent(clientId);
    return isWrong ? randomUUID() : clientId;
  }
}
