/** Before any test: one PostgreSQL for the whole run. Jest loads this file as CommonJS, so it only starts a process. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export default async function setUp({ rootDir }: { rootDir: string }): Promise<void> {
  const server = spawn(
    process.execPath,
    ['--import', `${rootDir}/test/support/typescript.mjs`, `${rootDir}/test/support/database-server.ts`],
    { cwd: rootDir, stdio: ['pipe', 'pipe', 'inherit'] },
  );
  // The Ctrl-C that ends the run reaches this process too; its end of the pipe says the rest.
  const address = await new Promise<string>((resolve, reject) => {
    createInterface(server.stdout).once('line', resolve);
    server.once('exit', (code) =>
      reject(new Error(`The PostgreSQL of the tests did not start (exit code ${code}).`)),
    );
  });
  process.env.SAMOVAR_TEST_DATABASE = (JSON.parse(address) as { url: string }).url;
  Object.assign(globalThis, { testDatabaseServer: server });
}
