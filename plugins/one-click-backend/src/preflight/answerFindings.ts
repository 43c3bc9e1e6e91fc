import { createHash } from 'node:crypto';
import type { Acknowledgement } from '@one-click/backstage-plugin-one-click-common';
import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { UnacceptableError } from '../errors';
import type { Stores } from '../storage/StateKeeper';
import type { PreflightKey } from './PreflightStore';

/** After so long the cluster may be another one, and what was found counts no more. */
export const FINDINGS_HOLD_MS = 10 * 60_000;

/** A save of a draft, with the warnings that its person takes. */
export interface AnsweredDraft {
  readonly key: PreflightKey;
  readonly spec: RolloutSpecInput;
  readonly acknowledged: readonly string[];
  readonly at: string;
}

/** Tells one draft from another, secrets apart: a save takes those out of the spec that it is given values for. */
export function hashDraft(spec: RolloutSpecInput): string {
  const cronjobs = spec.cronjobs?.map(withoutSecrets);
  const told = JSON.stringify({ ...withoutSecrets(spec), cronjobs });
  return createHash('sha256').update(told).digest('hex');
}

function withoutSecrets<
  T extends Pick<RolloutSpecInput, 'secrets'> & { image?: object | undefined },
>(owner: T) {
  const { image } = owner;
  const seen = image && { ...image, username: undefined };
  return { ...owner, secrets: undefined, image: seen };
}

/**
 * What a save owes to the pre-flight of its draft: whoever asked is held to
 * the answer. Throws UnacceptableError where an error was found, or a warning
 * that is not acknowledged; gives what was acknowledged. Saves whose draft was
 * not checked owe nothing.
 */
export async function answerFindings(
  stores: Stores,
  draft: AnsweredDraft,
): Promise<readonly Acknowledgement[]> {
  const { key, spec, acknowledged, at } = draft;
  const found = await stores.preflights.find(key);
  const since = new Date(Date.parse(at) - FINDINGS_HOLD_MS).toISOString();
  const isOfThis =
    found?.draftHash === hashDraft(spec) && found.checkedAt >= since;
  const findings = isOfThis ? found.findings : [];
  const open = findings.filter(
    ({ id, severity }) => severity === 'error' || !acknowledged.includes(id),
  );
  if (open.length > 0) {
    throw new UnacceptableError(
      open.map(({ id, severity, field, message, remedy }) =>
        severity === 'error'
          ? {
              path: field ?? 'spec',
              message: `was found wrong: ${message}${
                remedy === undefined ? '' : `. ${remedy}`
              }, then check it again`,
            }
          : {
              path: 'acknowledged',
              message: `has to name '${id}': ${message}`,
            },
      ),
    );
  }
  return acknowledged.map(id => {
    const message = findings.find(each => each.id === id)?.message;
    return { id, ...(message !== undefined && { message }) };
  });
}
