/**
 * The machine's own Firefox, driven by WebDriver BiDi. By an older Playwright than Chromium: since 1.56 it asks for a command
 * (`network.addDataCollector`) that Firefox has from 143 on, and Debian's is 140.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserType } from 'playwright-core';
import playwright from 'playwright-core-for-firefox';
import { findFirefox } from './programs.js';

/** Not among the package's types. */
const { _bidiFirefox: firefox } = playwright as unknown as { _bidiFirefox: BrowserType };

export async function launchFirefox(): Promise<Browser> {
  const executablePath = findFirefox();
  if (!executablePath) throw new Error('There is no Firefox. Install one, or name one in FIREFOX.');
  // It wants a home that is its user's own.
  const home = mkdtempSync(join(tmpdir(), 'firefox-home-'));
  const browser = await firefox.launch({
    executablePath,
    timeout: 90_000,
    firefoxUserPrefs: { 'intl.accept_languages': 'en-GB, en' },
    env: { ...process.env, HOME: home, TZ: 'Europe/Berlin' },
  });
  browser.on('disconnected', () => rmSync(home, { recursive: true, force: true }));
  return browser;
}
