import type { SignIn } from '@one-click/backstage-plugin-one-click-common';
import { signInSchema } from '@one-click/backstage-plugin-one-click-common';
import type { Image } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { toDockerConfig } from '@one-click/backstage-plugin-one-click-workload';
import { resources } from '@one-click/backstage-plugin-one-click-kube';
import type { KubeClient } from '@one-click/backstage-plugin-one-click-kube';
import { z } from 'zod';

const dockerConfigSchema = z.object({
  auths: z.record(z.string(), z.object({ auth: z.string().optional() })),
});

/**
 * How an image's pull secret signs in to the image's registry, read from the
 * cluster; absent where it names none, or the Secret has nothing for that
 * registry. Rejects with a KubeError. The values are for the registry alone.
 */
export async function readSignIn(
  client: Pick<KubeClient, 'find'>,
  { namespace, image }: { readonly namespace: string; readonly image: Image },
): Promise<SignIn | undefined> {
  const name = image.pullSecretRef?.name;
  const secret =
    name === undefined
      ? undefined
      : await client.find(resources.secrets, { namespace, name });
  const config = secret?.data?.['.dockerconfigjson'];
  return config === undefined ? undefined : findSignIn(config, image.registry);
}

function findSignIn(config: string, registry: string): SignIn | undefined {
  const parsed = dockerConfigSchema.safeParse(parseJson(config));
  const entry = parsed.data?.auths[keyOf(registry)]?.auth;
  const [, username, password] =
    /^([^:]+):(.*)$/s.exec(Buffer.from(entry ?? '', 'base64').toString()) ?? [];
  const signIn = signInSchema.safeParse({ username, password });
  return signIn.data;
}

function parseJson(base64: string): unknown {
  try {
    return JSON.parse(Buffer.from(base64, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** What a registry is called in such files. */
function keyOf(registry: string): string {
  const signIn = { registry, username: '', password: '' };
  const { auths } = JSON.parse(toDockerConfig(signIn));
  return Object.keys(auths)[0] ?? registry;
}
