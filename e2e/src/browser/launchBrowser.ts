import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import type { Browser } from 'playwright-core';

/**
 * Starts the Chromium that comes from npm. Its text looks the same on every
 * machine, since the package's own font stands for all sans-serif ones.
 */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = await chromium.executablePath();
  return playwright.launch({
    executablePath,
    // Not the package's own arguments: those are for a function without a second
    // process, and switch off web security, which is part of what we test.
    args: [
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--font-render-hinting=none',
    ],
    env: { ...process.env, FONTCONFIG_FILE: await writeFontConfig() },
  });
}

async function writeFontConfig(): Promise<string> {
  const folder = join(tmpdir(), 'one-click-fonts');
  const file = join(folder, 'fonts.conf');
  await mkdir(folder, { recursive: true });
  await writeFile(file, buildFontConfig(folder));
  return file;
}

function buildFontConfig(folder: string): string {
  const aliases = [
    ...['sans-serif', 'Helvetica Neue', 'Helvetica', 'Arial'].map(family =>
      buildAlias(family, 'Open Sans'),
    ),
    buildAlias('monospace', 'DejaVu Sans Mono'),
  ];
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(tmpdir(), 'fonts')}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(folder, 'cache')}</cachedir>
  ${aliases.join('\n  ')}
</fontconfig>
`;
}

function buildAlias(family: string, preferred: string): string {
  return `<alias binding="same"><family>${family}</family><prefer><family>${preferred}</family></prefer></alias>`;
}
