import { parse } from 'yaml';

/**
 * Names the context to use of a kubeconfig's text: the one that is wanted, or
 * the only one there is. Never the file's current context, which moves with
 * whoever uses the file. Throws with the names there are.
 */
export function chooseContext(
  kubeconfig: string,
  wanted: string | undefined,
): string {
  const names = contextNames(parse(kubeconfig));
  const chosen = wanted ?? (names.length === 1 ? names[0] : undefined);
  if (chosen !== undefined && names.includes(chosen)) {
    return chosen;
  }
  const known = names.join("', '");
  throw new Error(
    wanted === undefined
      ? `The kubeconfig has several contexts: say which by CONTEXT=, one of '${known}'`
      : `The kubeconfig has no context '${wanted}', only '${known}'`,
  );
}

function contextNames(config: unknown): string[] {
  const { contexts } = config as { contexts?: { name?: string }[] };
  return (contexts ?? []).flatMap(({ name }) => name ?? []);
}
