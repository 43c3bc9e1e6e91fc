import type {
  OwnSecretsEdit,
  SecretsEdit,
  SignIn,
} from '@one-click/backstage-plugin-one-click-common';

/** What a save changes about the secrets of a rollout itself or of one of its jobs. Holds values: goes nowhere but into the cluster. */
export interface SecretsOrder {
  /** Absent for the rollout's own. */
  readonly job: string | undefined;
  readonly set: ReadonlyMap<string, string>;
  readonly remove: ReadonlySet<string>;
  /** `null` takes the sign-in away. */
  readonly signIn: SignIn | null | undefined;
}

/** The orders that the body of a save holds, those without any change left out. */
export function toSecretsOrders({
  jobs = {},
  ...own
}: SecretsEdit): readonly SecretsOrder[] {
  return [
    toOrder(undefined, own),
    ...Object.entries(jobs).map(([job, edit]) => toOrder(job, edit)),
  ].filter(changesSomething);
}

function toOrder(job: string | undefined, edit: OwnSecretsEdit): SecretsOrder {
  const { set = [], remove = [], signIn } = edit;
  return {
    job,
    set: new Map(set.map(({ name, value }) => [name, value])),
    remove: new Set(remove),
    signIn,
  };
}

function changesSomething({ set, remove, signIn }: SecretsOrder): boolean {
  return set.size > 0 || remove.size > 0 || signIn !== undefined;
}

/** Orders from two places, as one for each owner; what is set wins over what is removed, and the later over the earlier. */
export function joinOrders(
  orders: readonly SecretsOrder[],
): readonly SecretsOrder[] {
  const joined = new Map<string | undefined, SecretsOrder>();
  for (const order of orders.filter(changesSomething)) {
    const before = joined.get(order.job);
    const set = new Map([...(before?.set ?? []), ...order.set]);
    const remove = [...(before?.remove ?? []), ...order.remove];
    joined.set(order.job, {
      job: order.job,
      set,
      remove: new Set(remove.filter(name => !set.has(name))),
      signIn: order.signIn === undefined ? before?.signIn : order.signIn,
    });
  }
  return [...joined.values()];
}
