import { NotFoundError } from '@backstage/errors';
import type {
  OwnSecretsEdit,
  RolloutSecrets,
  Saved,
  SecretsEdit,
  SecretSet,
} from '@one-click/backstage-plugin-one-click-common';
import { requireNotBinned } from '../bin/requireNotBinned';
import type {
  RolloutChange,
  RolloutRequest,
  SaveService,
} from '../rollouts/RolloutService';
import type { StateKeeper } from '../storage/StateKeeper';
import { contentNamesIn, findCurrent, ownersIn } from './contentSecrets';
import type { SecretsOwner } from './contentSecrets';
import { liftPlaintext } from './liftPlaintext';
import { plaintextNames } from './requireKnownPlaintext';
import type { SecretService } from './SecretService';
import type { SecretsOrder } from './SecretsOrder';
import type { SecretRecord } from './SecretStore';
import type { SecretVault } from './SecretVault';

export interface DefaultSecretServiceOptions {
  readonly state: StateKeeper;
  readonly vault: SecretVault;
  readonly saves: Pick<SaveService, 'save'>;
  readonly now: () => number;
}

/** Tells of secrets from the database, and moves them with a save. */
export class DefaultSecretService implements SecretService {
  readonly #options: DefaultSecretServiceOptions;

  constructor(options: DefaultSecretServiceOptions) {
    this.#options = options;
  }

  async get(
    request: RolloutRequest & { readonly revision?: number | undefined },
  ): Promise<RolloutSecrets> {
    const { access, rollout: name, revision: number } = request;
    const { rollouts, revisions, secrets } = this.#options.state.stores;
    const rollout = await rollouts.find(access.project.id, name);
    const revision =
      rollout && (await revisions.find(rollout.id, number ?? rollout.newest));
    if (!revision) {
      throw new NotFoundError(
        number === undefined
          ? `No rollout '${name}' in this project`
          : `No revision ${number} of rollout '${name}'`,
      );
    }
    const { spec, rolloutId } = revision;
    const names = contentNamesIn(name, spec);
    const records = await secrets.find(rolloutId, names);
    const sets = ownersIn(spec).map(([job, owner]) =>
      toSecretSet(job, owner, records),
    );
    const [own, ...jobs] = sets;
    const told = [...(own ? [own] : []), ...jobs.filter(hasSome)];
    return { revision: revision.number, sets: told };
  }

  async move(request: RolloutChange): Promise<Saved> {
    const { access, rollout: name } = request;
    const { vault, saves } = this.#options;
    const { project } = access;
    const newest = await this.#findNewest(request);
    const cr = await vault.readRollout({ project, name });
    if (!cr) {
      throw new NotFoundError(
        `The cluster has no Rollout '${name}': save it again to bring it back`,
      );
    }
    const { orders } = liftPlaintext(cr.spec);
    const saved = await saves.save({
      ...request,
      spec: newest.spec,
      secrets: toEdit(orders),
      baseRevision: newest.number,
      act: 'secrets-move',
    });
    // Only now, since it may be the last place of a value that was not saved.
    await vault.dropLastApplied({ project, name });
    return saved;
  }

  async #findNewest({ access, rollout: name }: RolloutChange) {
    const { rollouts, revisions } = this.#options.state.stores;
    const rollout = await rollouts.find(access.project.id, name);
    const newest =
      rollout && (await revisions.find(rollout.id, rollout.newest));
    if (!newest) {
      throw new NotFoundError(`No rollout '${name}' in this project`);
    }
    requireNotBinned(rollout);
    return newest;
  }
}

function toEdit(orders: readonly SecretsOrder[]): SecretsEdit {
  const own = orders.find(({ job }) => job === undefined);
  const jobs = orders.flatMap(order =>
    order.job === undefined ? [] : [[order.job, toOwnEdit(order)] as const],
  );
  return { ...(own && toOwnEdit(own)), jobs: Object.fromEntries(jobs) };
}

function toOwnEdit({ set, signIn }: SecretsOrder): OwnSecretsEdit {
  return { set: [...set].map(([name, value]) => ({ name, value })), signIn };
}

function toSecretSet(
  job: string | undefined,
  owner: SecretsOwner,
  records: readonly SecretRecord[],
): SecretSet {
  const values = findCurrent(owner, 'values', records);
  const signIn = findCurrent(owner, 'sign-in', records);
  const [password] = signIn?.keys ?? [];
  return {
    ...(job !== undefined && { job }),
    ...(values && { secret: values.name }),
    keys: (values?.keys ?? []).map(({ name, at, by }) => ({ name, at, by })),
    ...(signIn?.signIn &&
      password && {
        signIn: {
          ...signIn.signIn,
          secret: signIn.name,
          at: password.at,
          by: password.by,
        },
      }),
    plaintext: [...plaintextNames(owner)],
    // The password is not told, so the user name that needs one stands for it.
    plaintextSignIn:
      owner.image?.username !== undefined && !owner.image.pullSecretRef,
  };
}

function hasSome({ keys, signIn, plaintext, plaintextSignIn }: SecretSet) {
  return (
    keys.length + plaintext.length > 0 ||
    signIn !== undefined ||
    plaintextSignIn
  );
}
