import { KubeForbiddenError } from '@one-click/backstage-plugin-one-click-kube';

/** Reads what is good to know; where the right to is missing, says so and goes without. */
export async function readIfPermitted<T>(
  read: () => Promise<T>,
  onDenied: (error: KubeForbiddenError) => void,
): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof KubeForbiddenError)) {
      throw error;
    }
    onDenied(error);
    return undefined;
  }
}
