import { InputError } from '@backstage/errors';
import { specSchema } from '@one-click/backstage-plugin-one-click-common';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { parseImage } from './parseImage';

/** What a template may say about a rollout in few words; `spec` says the rest. */
export interface RolloutShape {
  readonly image?: string | undefined;
  readonly port?: number | undefined;
  readonly host?: string | undefined;
  readonly path?: string | undefined;
  readonly tls?: boolean | undefined;
  readonly replicas?: number | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly spec?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Builds the spec a template asks for: `spec` as it is, with the short fields
 * on top. Throws InputError where neither names an image or an address has no
 * port. The schema judges the rest.
 */
export function buildSpec(shape: RolloutShape): RolloutSpecInput {
  const { image, replicas, env, spec = {} } = shape;
  if (image === undefined && spec.image === undefined) {
    throw new InputError("Neither 'image' nor 'spec.image' names an image");
  }
  const interfaces = buildInterfaces(shape);
  return specSchema.parse({
    ...spec,
    ...(image !== undefined && { image: parseImage(image) }),
    ...(replicas !== undefined && { replicas }),
    ...(env && { env: toVariables(env) }),
    ...(interfaces && { interfaces }),
  });
}

function toVariables(env: Readonly<Record<string, string>>) {
  return Object.entries(env).map(([name, value]) => ({ name, value }));
}

function buildInterfaces({ port, host, path = '/', tls }: RolloutShape) {
  // Forms send an empty text for an address that was left out.
  if (port === undefined) {
    if (host) {
      throw new InputError(
        `Host '${host}' needs a 'port': the one the program listens on`,
      );
    }
    return undefined;
  }
  const rule = {
    host,
    path,
    pathType: 'Prefix',
    ...(tls !== undefined && { tls }),
  };
  return [{ name: 'http', port, ...(host && { ingress: { rules: [rule] } }) }];
}
