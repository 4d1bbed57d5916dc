/**
 * The built server with a hand inside, for the torture only: runs dist/src/main.js as it is, takes orders from its parent
 * over IPC, and can be given one known defect (SABOTAGE).
 */
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { built } from './built.js';
import type { Order, Report } from './orders.js';
import { sabotage } from './sabotages.js';
import { mustHaveRewritten } from './tampering.js';

// Before any module of the server is loaded: some of them have their text changed.
if (process.env.SABOTAGE) await sabotage(process.env.SABOTAGE);

const { Departures } = await built<typeof import('../../../src/server/memberships/departures.service.js')>(
  'server/memberships/departures.service.js',
);
const { AccountChanges } = await built<
  typeof import('../../../src/server/auth/accounts/account-changes.service.js')
>('server/auth/accounts/account-changes.service.js');
const { Sessions } = await built<typeof import('../../../src/server/auth/sessions/sessions.service.js')>(
  'server/auth/sessions/sessions.service.js',
);
const { Connections } = await built<typeof import('../../../src/server/delivery/connections.js')>(
  'server/delivery/connections.js',
);
const { Delivery } = await built<typeof import('../../../src/server/delivery/delivery.js')>(
  'server/delivery/delivery.js',
);
const { groups } =
  await built<typeof import('../../../src/server/delivery/groups.js')>('server/delivery/groups.js');
const { commandLine } =
  await built<typeof import('../../../src/server/audit/audit-log.js')>('server/audit/audit-log.js');

const application = new Promise<INestApplicationContext>((resolve) => {
  const create = NestFactory.create.bind(NestFactory) as (
    ...given: unknown[]
  ) => Promise<INestApplicationContext>;
  Object.assign(NestFactory, {
    create: async (...given: unknown[]) => {
      const app = await create(...given);
      resolve(app);
      return app;
    },
  });
});

process.on('message', (order: Order) => {
  void carryOut(order).then(
    () => report({ id: order.id }),
    (error: unknown) => report({ id: order.id, error: String(error) }),
  );
});
// Nobody is left to stop us.
process.on('disconnect', () => process.exit(1));

await built('main.js');

async function carryOut(order: Order): Promise<void> {
  const app = await application;
  switch (order.do) {
    case 'remove':
      return void (await app.get(Departures).depart(order.roomId, order.userId));
    case 'disable':
      return void (await app.get(AccountChanges).disable(commandLine, order.userId));
    case 'sign-out':
      return void (await app.get(Sessions).endAllOf(commandLine, { id: order.userId, username: '' }));
    case 'tell':
      return tell(app, order);
    case 'block':
      for (const end = Date.now() + order.milliseconds; Date.now() < end;);
      return;
    case 'prove-defect':
      return mustHaveRewritten();
  }
}

/** Two by the short way, one by the libraries' own, and so on. */
function tell(app: INestApplicationContext, order: Extract<Order, { do: 'tell' }>): void {
  const inbox = groups.inbox(order.userId);
  for (let n = order.from; n < order.from + order.words; n++) {
    const read = { roomId: order.roomId, lastReadSeq: n, unread: 0 };
    if (n % 3 < 2) app.get(Delivery).send(inbox, 'read', read);
    else for (const connection of app.get(Connections).in(inbox)) connection.send('read', read);
  }
}

function report(message: Report): void {
  process.send?.(message);
}
