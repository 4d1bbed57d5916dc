import { Injectable } from '@nestjs/common';

type Listener = () => Promise<void>;

/**
 * Somebody is shown otherwise from now on: what shows people on this node looks at once. Whatever is not told so, as what another
 * node or the command line does, it finds by itself a little later. `people` does not know who listens.
 */
@Injectable()
export class PersonChanges {
  private readonly listeners: Listener[] = [];

  subscribe(listener: Listener): void {
    this.listeners.push(listener);
  }

  async announce(): Promise<void> {
    for (const listener of this.listeners) await listener();
  }
}
