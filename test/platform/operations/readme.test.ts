/** What the README shows for scripts, as it stands there: each line is run, by Bash, curl and Node.js. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../../../src/server/config/project-root.js';
import { ApiTokensService } from '../../../src/server/auth/api-tokens/api-tokens.service.js';
import { startApp, type TestApp } from '../../support/app.js';
import { describeWithCurl } from '../../support/needs.js';
import { eventually } from '../../support/socket.js';
import { Visitor } from '../../support/visitor.js';

let server: TestApp;
let token: string;

beforeAll(async () => {
  server = await startApp();
  for (const name of ['anna', 'boris']) await new Visitor(server.url).register(name);
  await server.database.query("update users set role = 'admin' where username = 'anna'");
  const [row] = await server.database.query<{ id: string }>("select id from users where username = 'anna'");
  const anna = { id: Number(row!.id), username: 'anna', role: 'admin' as const };
  token = (await server.app.get(ApiTokensService).make(anna, { name: 'readme', scope: 'admin' })).token;
});

afterAll(() => server.close());

const section = /^## From scripts\n(.*?)^## /ms.exec(
  readFileSync(join(projectRoot, 'README.md'), 'utf8'),
)![1]!;
const block = (language: string) => new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(section)![1]!;

/** One shell runs the lines one after the other and stops at the first that fails; each answer stands behind its line. */
async function runShell(): Promise<Map<string, string>> {
  const [settings, ...rest] = block('sh').split(/^(?=curl |ROOM=)/m);
  const lines = rest.map((part) => part.split('\n')[0]!);
  const filled = settings!
    .replace(/^SAMOVAR=.*$/m, `SAMOVAR=${server.url}`)
    .replace(/^TOKEN=.*$/m, `TOKEN=${token}`);
  const script = ['set -e', filled, ...lines.map((line) => `${line}\nprintf '\\n\\036\\n'`)].join('\n');
  const { stdout } = await promisify(execFile)('bash', ['-c', script], { timeout: 60_000 });
  const answers = stdout.split('\n\u001e\n');
  return new Map(
    lines.map((line, index) => [line.split('$SAMOVAR').at(-1)!.replace(/"$/, ''), answers[index]!]),
  );
}

describeWithCurl('The README', () => {
  test('the lines for curl do what they say', async () => {
    const answers = await runShell();
    expect(answers.size).toBeGreaterThan(9);
    expect(answers.get('/api/me')).toContain('anna');
    expect(answers.get('/api/rooms?query=build')).toContain('"builds"');
    expect(answers.get('/api/rooms/$ROOM/messages?limit=20')).toContain('All is green');
    expect(answers.get('/api/rooms/$ROOM/changes?after=0&wait=25')).toContain('All is green');
    expect(answers.get('/api/direct/messages')).toContain('Look at the build');
    const rooms = await server.database.query(
      'select name, topic, access, posting, last_seq::int as messages from rooms order by id',
    );
    expect(rooms).toEqual([
      { name: 'builds', topic: 'What the machines say', access: 'public', posting: 'admins', messages: 2 },
      { name: null, topic: '', access: 'direct', posting: 'everyone', messages: 1 },
    ]);
    await new Visitor(server.url).signIn('vera', 'a few random words');
  });

  test('the program hears what is said', async () => {
    const program = spawn(process.execPath, ['--input-type=module', '-e', block('js')], {
      cwd: projectRoot,
      env: { ...process.env, SAMOVAR: server.url, TOKEN: token },
    });
    let said = '';
    for (const stream of [program.stdout, program.stderr])
      stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const ended = new Promise((resolve) => program.once('close', resolve));
    try {
      await eventually(() => said.includes('Listening in builds'), 'the program did not join');
      const [room] = await server.database.query<{ id: number }>(
        "select id from rooms where name = 'builds'",
      );
      await fetch(`${server.url}/api/rooms/${room!.id}/messages`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ text: 'Now it is red', clientId: crypto.randomUUID() }),
      });
      await eventually(() => said.includes('anna: Now it is red'), 'the program heard nothing');
    } finally {
      program.kill();
      await ended;
    }
  });
});
