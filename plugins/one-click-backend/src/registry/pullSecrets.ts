import { z } from 'zod';
import { toAddress } from './RepositoryRef';
import type { RepositoryRef, SignIn } from './RepositoryRef';

/** Finds the registry sign-in that a rollout's pods use. */
export interface PullSecrets {
  /**
   * The sign-in for a registry in a Secret of a namespace; absent where the
   * Secret or the registry is not in it. Throws ClusterAwayError while it
   * cannot be read.
   */
  find(request: {
    readonly cluster: string;
    readonly namespace: string;
    readonly name: string;
    readonly ref: RepositoryRef;
  }): Promise<SignIn | undefined>;
}

const entrySchema = z.object({
  username: z.string().optional(),
  password: z.string().optional(),
  auth: z.string().optional(),
});
const dockerConfigSchema = z.object({
  auths: z.record(z.string(), entrySchema),
});

/** The sign-in for a registry in the text of a `.dockerconfigjson`; absent where it has none, or is none. */
export function readDockerConfig(
  text: string,
  ref: RepositoryRef,
): SignIn | undefined {
  const parsed = dockerConfigSchema.safeParse(parseOrNothing(text));
  const { host } = toAddress(ref);
  const entry = Object.entries(parsed.data?.auths ?? {}).find(
    ([name]) => hostOf(name) === host,
  )?.[1];
  return entry && toSignIn(entry);
}

function parseOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Docker writes whole URLs for some, with the version of an API that is long gone. */
function hostOf(name: string): string {
  const registry = name.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
  return toAddress({ registry, repository: 'any' }).host;
}

function toSignIn(entry: z.infer<typeof entrySchema>): SignIn | undefined {
  const { username, password, auth = '' } = entry;
  if (username && password !== undefined) {
    return { username, password };
  }
  const text = Buffer.from(auth, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon > 0
    ? { username: text.slice(0, colon), password: text.slice(colon + 1) }
    : undefined;
}
