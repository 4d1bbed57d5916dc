import { connect, type Socket as NetSocket } from 'node:net';

/** A Socket.IO client by WebSocket, as small as can be, which keeps each frame as it came, to the byte. */
export class LoopbackClient {
  readonly frames: Buffer[] = [];
  private rest: Buffer = Buffer.alloc(0);
  private isUpgraded = false;
  private arrived = () => {};

  private constructor(private readonly stream: NetSocket) {
    stream.on('data', (bytes) => this.take(bytes));
    stream.on('close', () => this.arrived());
    stream.on('error', () => undefined);
  }

  /** Connects, to the namespace as well. */
  static async open(port: number, headers: Record<string, string> = {}): Promise<LoopbackClient> {
    const client = new LoopbackClient(connect(port, '127.0.0.1').setNoDelay());
    const lines = {
      Host: `127.0.0.1:${port}`,
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': 'bG9vcGJhY2sgbG9vcGJhYw==',
      ...headers,
    };
    const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`);
    client.stream.write(`GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n${head.join('')}\r\n`);
    await client.until(() => client.texts.some((text) => text.startsWith('0')));
    client.send('40');
    await client.until(() => client.texts.some((text) => text.startsWith('40')));
    return client;
  }

  /** What the frames say. */
  get texts(): string[] {
    return this.frames.map((frame) => frame.subarray(headerOf(frame)).toString());
  }

  /** A short packet. Clients must mask what they send; with this mask it stays as it is. */
  send(packet: string): void {
    const payload = Buffer.from(packet);
    if (payload.length > 125) throw new Error('This client sends short packets only.');
    this.stream.write(Buffer.concat([Buffer.from([0x81, 0x80 | payload.length, 0, 0, 0, 0]), payload]));
  }

  /** Waits until it is so after a frame has come. Throws when the connection has ended first. */
  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      if (this.stream.destroyed) throw new Error('The connection has ended.');
      await new Promise<void>((resolve) => (this.arrived = resolve));
    }
  }

  close(): void {
    this.stream.destroy();
  }

  private take(bytes: Buffer): void {
    this.rest = Buffer.concat([this.rest, bytes]);
    if (!this.isUpgraded) {
      const end = this.rest.indexOf('\r\n\r\n');
      if (end === -1) return;
      this.isUpgraded = true;
      this.rest = this.rest.subarray(end + 4);
    }
    for (let length = lengthOf(this.rest); length <= this.rest.length; length = lengthOf(this.rest)) {
      this.frames.push(this.rest.subarray(0, length));
      this.rest = this.rest.subarray(length);
    }
    this.arrived();
  }
}

/** Bytes before the payload of a frame that is not masked (RFC 6455, 5.2). */
function headerOf(frame: Buffer): number {
  return frame[1]! < 126 ? 2 : frame[1] === 126 ? 4 : 10;
}

/** Bytes of the frame with which these begin; Infinity when they do not say so yet. */
function lengthOf(bytes: Buffer): number {
  if (bytes.length < 2 || bytes.length < headerOf(bytes)) return Infinity;
  if (bytes[1] === 126) return 4 + bytes.readUInt16BE(2);
  return bytes[1] === 127 ? 10 + Number(bytes.readBigUInt64BE(2)) : 2 + bytes[1]!;
}
