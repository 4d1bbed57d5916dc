/** What the server uses of its libraries' insides is looked for at each start; where something is gone, it says so. */
import { expect, test } from '@jest/globals';
import { transports } from 'engine.io';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../../../src/server/config/project-root.js';
import { privateMembers } from '../../../src/server/platform/sockets/fast-path/private-members.js';
import { findFault } from '../../../src/server/platform/sockets/fast-path/probe.js';
import { createTestDatabase } from '../../support/database.js';
import { addRoom } from '../../support/factories.js';
import { startServer, temporaryFolder } from '../../support/server-process.js';
import { eventually, Tab } from '../../support/socket.js';
import { goneMember } from '../../support/stock-app.js';
import { Visitor } from '../../support/visitor.js';

test.each(privateMembers.map((member) => [`${member.package}: ${member.member}`, member] as const))(
  'the absence of %s is found, and named',
  async (_, member) => {
    const known = { ...member };
    member.member = `${known.member}Renamed`;
    try {
      expect(await findFault()).toBe(`${known.package} has no ${member.member} any more, which ${known.use}`);
    } finally {
      member.member = known.member;
    }
  },
);

test('libraries that write something else than the quick way are found out', async () => {
  const prototype = transports.websocket.prototype as unknown as {
    send: (this: object, packets: object[]) => void;
  };
  const { send } = prototype;
  prototype.send = function (packets) {
    for (const packet of packets as { data?: string }[]) if (packet.data?.startsWith('3')) packet.data += ' ';
    send.call(this, packets);
  };
  try {
    expect(await findFault()).toBe('what is written quickly is not what the libraries write');
  } finally {
    prototype.send = send;
  }
});

test('the server that people start says which member is gone, once, and serves them', async () => {
  const database = await createTestDatabase();
  const list = 'dist/src/server/platform/sockets/fast-path/private-members.js';
  const code = `import { privateMembers } from '${pathToFileURL(join(projectRoot, list)).href}';
    privateMembers.push(${JSON.stringify(goneMember)});`;
  const doctor = `data:text/javascript,${encodeURIComponent(code)}`;
  const server = await startServer(
    { DATABASE_URL: database.url, DATA_DIR: temporaryFolder() },
    { command: [process.execPath, '--import', doctor, 'dist/src/main.js'] },
  );
  const boris = new Visitor(server.url);
  await boris.register('boris');
  const tab = await Tab.open(server.url, boris.cookieHeader);
  const roomId = await addRoom(database, 'open');
  await tab.join('open');
  const { id } = await tab.say(roomId, 'still here');
  await eventually(() => tab.messages(roomId)[0]?.id === id, 'The message never came.');
  tab.close();
  const { stdout, stderr } = await server.stop();
  expect(`${stdout}${stderr}`.split('ws has no _renamed any more, which was of use once')).toHaveLength(2);
  await database.drop();
});
