import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { hash } from '@node-rs/argon2';
import { commandLine } from '../../../src/server/audit/audit-log.js';
import { Accounts } from '../../../src/server/auth/accounts/accounts.service.js';
import { isEasyToGuess } from '../../../src/server/auth/passwords/easy-passwords.js';
import { PasswordHashing } from '../../../src/server/auth/passwords/password-hashing.js';
import { PasswordResets } from '../../../src/server/auth/passwords/password-resets.service.js';
import { Passwords } from '../../../src/server/auth/passwords/passwords.service.js';
import { startApp, type TestApp } from '../../support/app.js';
import { defaultPassword, Visitor } from '../../support/visitor.js';

let server: TestApp;
beforeAll(async () => {
  server = await startApp({ PUBLIC_URL: 'http://samowar.kettle.example', TRUST_PROXY: '1' });
});
afterAll(() => server.close());

const sentence = 'This password is too easy to guess. Choose another.';
const refused = { code: 'invalid', message: sentence };

test.each([
  ['one of the commonest', 'trustno1'],
  ['a common one in capitals', 'QWERTYUIOP'],
  ['a common one with a year and a sign', 'Sunshine2026!'],
  ['two common ones', '12345678password'],
  ['the name', 'lyudmila'],
  ['the name with a year', '2026-Lyudmila'],
  ['the name twice', 'lyudmilaLyudmila'],
  ['the name and a common one', 'lyudmila123456789'],
  ['the product', 'samovar2026'],
  ['the host', 'kettle.example'],
])('%s is easy to guess', (_, password) => {
  expect(isEasyToGuess(password, ['Lyudmila', 'samovar', 'kettle.example', 'kettle'])).toBe(true);
});

test.each([
  'correct horse battery',
  'lyudmila drinks tea',
  'a1b2 sunshine 94 kettle xy',
  'пароль ёлка é',
  '        8',
])('%j is not', (password) => {
  expect(isEasyToGuess(password, ['Lyudmila', 'samovar', 'kettle', 'é', 'a'])).toBe(false);
});

test('whichever way a password is set, an easy one is refused, and the old one stays', async () => {
  const [accounts, passwords, resets] = [Accounts, Passwords, PasswordResets].map((owner) =>
    server.app.get<unknown>(owner),
  ) as [Accounts, Passwords, PasswordResets];
  const easy = 'Samowar-2026';
  await expect(accounts.register({ username: 'nobody', password: 'nobody-1' })).rejects.toMatchObject(
    refused,
  );
  await expect(
    accounts.registerFirstAdministrator({ username: 'root', password: easy }),
  ).rejects.toMatchObject(refused);

  const anna = await accounts.register({ username: 'Annushka', password: defaultPassword });
  await expect(passwords.set(anna.id, 'annushka1', commandLine)).rejects.toMatchObject(refused);
  const { path } = await resets.offer(anna, commandLine);
  const code = path.split('#')[1]!;
  await expect(resets.use(code, 'annushka1', '192.0.2.1')).rejects.toMatchObject(refused);
  expect(await passwords.check('annushka', defaultPassword)).toMatchObject({ id: anna.id });
  // The link is not used up by it.
  await expect(resets.use(code, 'a kettle that whistles', '192.0.2.1')).resolves.toMatchObject({
    id: anna.id,
  });
});

test('the form says so beside the password, in the reader’s language', async () => {
  const visitor = new Visitor(server.url, 'ru');
  const reply = await visitor.post('/register', { username: 'dunya', password: 'password1' });
  expect(reply.status).toBe(422);
  expect(reply.body).toContain('Этот пароль слишком легко угадать. Выберите другой.');
  expect(reply.body).toMatch(/name="password"[^>]*aria-invalid/);
});

test('who has an easy one from before signs in as ever', async () => {
  const vera = await server.app.get(Accounts).register({ username: 'vera', password: defaultPassword });
  await server.database.query('update users set password_hash = $2 where id = $1', [
    vera.id,
    await server.app.get(PasswordHashing).hash('password'),
  ]);
  expect(await server.app.get(Passwords).check('vera', 'password')).toMatchObject({ id: vera.id });
});

test('a hash of other parameters is made anew by the sign-ins that prove it, of which each gets in', async () => {
  const tanya = await server.app.get(Accounts).register({ username: 'tanya', password: defaultPassword });
  const weak = await hash(defaultPassword, { algorithm: 2, memoryCost: 8_192, timeCost: 1, parallelism: 1 });
  await server.database.query('update users set password_hash = $2 where id = $1', [tanya.id, weak]);
  const stored = async () => {
    const [row] = await server.database.query<{ hash: string }>(
      'select password_hash as hash from users where id = $1',
      [tanya.id],
    );
    return row!.hash;
  };
  expect(await server.app.get(Passwords).check('tanya', 'a wrong password')).toBeNull();
  expect(await stored()).toBe(weak);

  const visitors = Array.from({ length: 2 }, () => new Visitor(server.url));
  for (const visitor of visitors) await visitor.csrfToken();
  await Promise.all(visitors.map((visitor) => visitor.signIn('tanya')));
  for (const visitor of visitors) expect((await visitor.get('/account')).status).toBe(200);
  const renewed = await stored();
  expect(renewed).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  await new Visitor(server.url).signIn('tanya');
  expect(await stored()).toBe(renewed);
});
