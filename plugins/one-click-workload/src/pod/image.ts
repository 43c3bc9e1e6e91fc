import type { V1LocalObjectReference } from '@kubernetes/client-node';
import type { Image } from '@one-click/backstage-plugin-one-click-common/v1alpha1';

/** Whether an image carries a plaintext sign-in. The original wrote empty texts for none. */
export function hasSignIn({ username = '', password = '' }: Image): boolean {
  return username !== '' && password !== '';
}

/** The Secrets an image is pulled with: the one made from its own sign-in, then the one it names. */
export function pullSecretsOf(
  image: Image,
  ownSecret: string,
): V1LocalObjectReference[] {
  const { pullSecretRef } = image;
  return [
    ...(hasSignIn(image) ? [{ name: ownSecret }] : []),
    ...(pullSecretRef ? [{ name: pullSecretRef.name }] : []),
  ];
}

/** The same list without repeats; Kubernetes keeps a name once. */
export function uniqueByName<T extends { readonly name?: string }>(
  items: readonly T[],
): T[] {
  const byName = new Map(items.map(item => [item.name, item]));
  return [...byName.values()];
}
