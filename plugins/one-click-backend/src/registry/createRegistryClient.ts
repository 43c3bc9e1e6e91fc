import { HttpRegistryClient } from './HttpRegistryClient';
import { systemResolve } from './PublicAddress';
import type { Resolve } from './PublicAddress';
import { RegistryBudget } from './RegistryBudget';
import type { RegistryClient } from './RegistryClient';
import { RegistryRules } from './RegistryRules';
import type { RegistrySettings } from './RegistryRules';
import { RegistryTokens } from './RegistryTokens';
import { RegistryTransport } from './RegistryTransport';

export interface RegistryClientOptions {
  readonly settings: readonly RegistrySettings[];
  readonly now: () => number;
  /** @defaultValue asks the system */
  readonly resolve?: Resolve | undefined;
  /** Milliseconds an exchange may take; 5,000 where absent. */
  readonly timeoutMs?: number | undefined;
}

/** A client of registries by the rules of the configuration. */
export function createRegistryClient(
  options: RegistryClientOptions,
): RegistryClient {
  const { settings, now, resolve = systemResolve, timeoutMs } = options;
  const rules = new RegistryRules(settings);
  const transport = new RegistryTransport({ rules, resolve, timeoutMs });
  return HttpRegistryClient.create({
    rules,
    transport,
    tokens: new RegistryTokens({ rules, transport, now }),
    budget: new RegistryBudget({ rules, now }),
  });
}
