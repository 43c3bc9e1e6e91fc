import type { RegistryProblemId } from '@one-click/backstage-plugin-one-click-common';

/** What a registry did instead of answering; never holds a credential. */
export class RegistryError extends Error {
  override readonly name = 'RegistryError';
  readonly problem: RegistryProblemId;
  /** Milliseconds that the registry asks to be left alone. */
  readonly retryAfterMs: number | undefined;

  constructor(
    problem: RegistryProblemId,
    message: string,
    options: { readonly retryAfterMs?: number | undefined } = {},
  ) {
    super(message);
    this.problem = problem;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** Whether the registry as such is at fault, and not one repository or sign-in of it. */
export function isOfRegistry(problem: RegistryProblemId): boolean {
  return problem === 'away' || problem === 'limited';
}
