import { z } from 'zod';
import { initContainers, sidecars } from './containers';
import { env, files, secrets, secretsFrom } from './environment';
import { image } from './image';
import { cronjobs } from './jobs';
import { annotations, labels } from './metadataMaps';
import { interfaces } from './network';
import {
  affinity,
  hostAliases,
  nodeSelector,
  tolerations,
  topologySpreadConstraints,
} from './placement';
import {
  MAX_VARIABLES,
  flag,
  named,
  objectName,
  objectNameOrEmpty,
  seconds,
  text,
  whole,
  words,
} from './primitives';
import { lifecycle, probes } from './probes';
import { resources, securityContext } from './resources';
import { cel, type Rule } from './rule';
import { horizontalScale, podDisruptionBudget, rollingUpdate } from './scale';
import { volumes } from './storage';
import { mountPathsDiffer, mountsExist, strategyFits } from './specRules';

const OURS = 'one-click.dev/';

const notOurs: Rule<Readonly<Record<string, string>>> = {
  cel: `self.all(k, !k.startsWith('${OURS}'))`,
  message: `keys below ${OURS} belong to the operator: choose another prefix`,
  holds: map => Object.keys(map).every(key => !key.startsWith(OURS)),
};

/** What a rollout shall be: every field of the original, and ours. */
export const rolloutSpec = cel(
  named(
    z
      .strictObject({
        image,
        command: words("Replaces the image's entry point.").optional(),
        args: words("Replaces the image's arguments.").optional(),
        suspend: flag(
          'Pause: no instance runs and no job starts; storage, secrets and addresses stay.',
        ).optional(),
        replicas: whole(
          'How many instances run. Without meaning where horizontalScale is set.',
          { min: 0 },
        ).default(1),
        horizontalScale: horizontalScale.optional(),
        resources: resources.optional(),
        env: env(MAX_VARIABLES).optional(),
        secrets: secrets(MAX_VARIABLES).optional(),
        secretsFrom: secretsFrom.optional(),
        files: files.optional(),
        volumes: volumes.optional(),
        interfaces: interfaces.optional(),
        probes: probes.optional(),
        lifecycle: lifecycle.optional(),
        terminationGracePeriodSeconds: seconds(
          'How long an instance may take to stop. Absent: 30.',
        ).optional(),
        initContainers: initContainers.optional(),
        sidecars: sidecars.optional(),
        cronjobs: cronjobs.optional(),
        rolloutStrategy: text(
          'recreate stops the old instances before new ones start; anything else, rollingUpdate say, replaces them one by one.',
          63,
        ).optional(),
        rollingUpdate: rollingUpdate.optional(),
        podDisruptionBudget: podDisruptionBudget.optional(),
        securityContext: securityContext.optional(),
        serviceAccountName: objectNameOrEmpty(
          'Service account of the instances; made if it does not exist. Absent or empty: the default one of the namespace.',
        ).optional(),
        automountServiceAccountToken: flag(
          'Whether the instances get a token for the Kubernetes API.',
        ).optional(),
        priorityClassName: objectName(
          'Priority class of the instances.',
        ).optional(),
        podLabels: labels('Extra labels of the instances.', notOurs).optional(),
        podAnnotations: annotations(
          'Extra annotations of the instances.',
          notOurs,
        ).optional(),
        nodeSelector: nodeSelector.optional(),
        tolerations: tolerations.optional(),
        affinity: affinity.optional(),
        topologySpreadConstraints: topologySpreadConstraints.optional(),
        hostAliases: hostAliases.optional(),
      })
      .describe('What the rollout shall be.'),
    'RolloutSpec',
  ),
  mountPathsDiffer,
  mountsExist,
  strategyFits,
);
