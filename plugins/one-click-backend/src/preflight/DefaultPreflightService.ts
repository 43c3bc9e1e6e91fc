import { NotFoundError } from '@backstage/errors';
import type {
  Finding,
  PreflightMessage,
} from '@one-click/backstage-plugin-one-click-common';
import { PREFLIGHT_CHECKS } from '@one-click/backstage-plugin-one-click-common';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Clock } from '@one-click/backstage-plugin-one-click-kube';
import type { PersonalAccess } from '../access';
import { requireNotBinned } from '../bin/requireNotBinned';
import { UnacceptableError } from '../errors';
import { parseDraft } from '../saving/parseDraft';
import { liftPlaintext } from '../secrets/liftPlaintext';
import type { Stores } from '../storage/StateKeeper';
import { FINDINGS_HOLD_MS, hashDraft } from './answerFindings';
import { toFinding } from './Check';
import type { Check } from './Check';
import type { PreflightCluster } from './PreflightCluster';
import { runChecks } from './runChecks';
import { Tally } from './Tally';
import { Trial } from './Trial';
import type { Draft } from './Trial';

/** A draft as it came in a request. */
export interface PreflightRequest {
  readonly access: PersonalAccess;
  readonly rollout: string;
  readonly spec: RolloutSpecInput;
  /** Whether it is of a rollout that exists. */
  readonly exists: boolean;
}

/** Finds out what would come of a save, and changes nothing. */
export interface PreflightService {
  /** Throws NotFoundError where the rollout does not exist; what goes on is told by what `run` yields. */
  prepare(request: PreflightRequest): Promise<Preflight>;
}

/** A pre-flight that is ready to start. */
export interface Preflight {
  /** Ends after all checks did, within some seconds; `signal` ends it at once. */
  run(signal: AbortSignal): AsyncIterable<PreflightMessage>;
}

export interface DefaultPreflightServiceOptions {
  readonly stores: Stores;
  readonly checks: readonly Check[];
  /** The way into a cluster; `undefined` while it is away. */
  readonly cluster: (name: string) => PreflightCluster | undefined;
  readonly clock: Clock;
}

type Existing = Draft['existing'];

/** Runs the checks on a draft, and remembers what they found for the save. */
export class DefaultPreflightService implements PreflightService {
  readonly #options: DefaultPreflightServiceOptions;

  static create(options: DefaultPreflightServiceOptions) {
    return new DefaultPreflightService(options);
  }

  private constructor(options: DefaultPreflightServiceOptions) {
    this.#options = options;
  }

  async prepare(request: PreflightRequest): Promise<Preflight> {
    const existing = await this.#findExisting(request);
    return { run: signal => this.#run(request, { existing, signal }) };
  }

  async #findExisting({
    access,
    rollout: name,
    exists,
  }: PreflightRequest): Promise<Existing> {
    const { stores } = this.#options;
    if (!exists) {
      return undefined;
    }
    const rollout = await stores.rollouts.find(access.project.id, name);
    const revision =
      rollout && (await stores.revisions.find(rollout.id, rollout.newest));
    if (!rollout || !revision) {
      throw new NotFoundError(`No rollout '${name}' in this project`);
    }
    requireNotBinned(rollout);
    return { rollout, spec: revision.spec };
  }

  async *#run(
    request: PreflightRequest,
    {
      existing,
      signal,
    }: { readonly existing: Existing; readonly signal: AbortSignal },
  ): AsyncGenerator<PreflightMessage> {
    const { access, rollout: name } = request;
    const { checks, cluster, clock } = this.#options;
    const tally = new Tally();
    yield { type: 'check', check: 'schema', state: 'started' };
    const parsed = parse(request);
    if ('findings' in parsed) {
      yield* failSchema(parsed.findings, tally);
      return;
    }
    yield { type: 'check', check: 'schema', state: 'ok' };
    const { spec } = parsed;
    const trial = new Trial({
      draft: { access, name, spec, existing },
      cluster: cluster(access.project.cluster),
      signal,
    });
    for await (const message of runChecks({ checks, trial, clock, signal })) {
      tally.count(message);
      yield message;
    }
    if (!signal.aborted) {
      await this.#remember(request, spec, tally.findings);
    }
    yield tally.toDone();
  }

  async #remember(
    { access, rollout }: PreflightRequest,
    spec: RolloutSpecInput,
    findings: readonly Finding[],
  ): Promise<void> {
    const { stores, clock } = this.#options;
    const now = clock.now();
    await stores.preflights.prune(
      new Date(now - FINDINGS_HOLD_MS).toISOString(),
    );
    await stores.preflights.put({
      projectId: access.project.id,
      rollout,
      actor: access.caller.ref,
      draftHash: hashDraft(spec),
      findings: findings.filter(({ severity }) => severity !== 'info'),
      checkedAt: new Date(now).toISOString(),
    });
  }
}

function parse({
  rollout: name,
  spec,
}: PreflightRequest):
  | { readonly spec: RolloutSpecInput }
  | { readonly findings: readonly Finding[] } {
  try {
    // Values go into the cluster with the save; nothing here needs them.
    const lifted = liftPlaintext(spec);
    return { spec: parseDraft({ name, spec: lifted.spec }) };
  } catch (error) {
    if (!(error instanceof UnacceptableError)) {
      throw error;
    }
    const findings = error.fields.map(({ path, message }) =>
      toFinding('schema', {
        code: 'wrong',
        field: path,
        severity: 'error',
        message: `'${path}' ${message}`,
      }),
    );
    return { findings };
  }
}

/** All else would be asked about a spec that is none. */
function* failSchema(
  findings: readonly Finding[],
  tally: Tally,
): Generator<PreflightMessage> {
  for (const finding of findings) {
    const message = { type: 'finding', finding } as const;
    tally.count(message);
    yield message;
  }
  yield { type: 'check', check: 'schema', state: 'failed' };
  const reason = 'The spec has to be right first';
  for (const check of PREFLIGHT_CHECKS.filter(each => each !== 'schema')) {
    const message = { type: 'check', check, state: 'unknown', reason } as const;
    tally.count(message);
    yield message;
  }
  yield tally.toDone();
}
