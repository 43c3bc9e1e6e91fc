import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClusterCredentials } from './PortalCluster';

/** What lets one account into a cluster. */
export interface AccountAccess {
  readonly user: string;
  readonly url: string;
  /** PEM. */
  readonly ca: string;
  readonly token: string;
}

/** Writes an account's credentials into files that nobody else may read. */
export async function writeCredentials(
  folder: string,
  access: AccountAccess,
): Promise<ClusterCredentials> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const caFile = join(folder, 'ca.crt');
  const tokenFile = join(folder, `${access.user}.token`);
  await writePrivately(caFile, access.ca);
  await writePrivately(tokenFile, access.token);
  return { url: access.url, caFile, tokenFile };
}

async function writePrivately(path: string, content: string): Promise<void> {
  await writeFile(path, content, { mode: 0o600 });
  // The mode above counts only for a new file.
  await chmod(path, 0o600);
}
