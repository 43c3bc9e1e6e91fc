import { z } from 'zod';
import { JOB_STATES, OPERATOR_STATES } from '../states';
import { named } from './primitives';

// The operator alone writes the status, so bounds here would only lose facts;
// unknown keys are pruned by the server.

const word = (description: string) => z.string().describe(description);
const whole = (description: string) => z.int().describe(description);
const count = (description: string) => z.int32().describe(description);
const moment = (description: string) =>
  z.string().meta({ format: 'date-time' }).describe(description);

const sums = named(
  z
    .object({
      cpu: word('Cores, as a plain decimal.'),
      memory: word('Bytes, as a plain decimal.'),
    })
    .describe('A sum over all instances.'),
  'ResourceSum',
);

const deployment = named(
  z
    .object({
      replicas: count('Instances that exist.'),
      podNames: z.array(word('Name of a pod.')).describe('Their pods.'),
      resources: named(
        z
          .object({ requestSum: sums, limitSum: sums })
          .describe('What the instances ask for and may use.'),
        'ResourceSums',
      ),
      status: word('OK, Pending, NotReady or Error, as the original has it.'),
    })
    .describe('The Deployment, in the shape of the original.'),
  'DeploymentStatus',
);

const service = named(
  z
    .object({
      name: word('Name of the Service.'),
      ports: z.array(count('A port.')).describe('Its ports.'),
      status: word('OK or Pending.'),
    })
    .describe('One Service.'),
  'ServiceStatus',
);

const ingress = named(
  z
    .object({
      name: word('Name of the Ingress.'),
      hosts: z.array(word('A host.')).describe('Its hosts.'),
      status: word('OK or Pending.'),
    })
    .describe('One Ingress.'),
  'IngressStatus',
);

const volume = named(
  z
    .object({
      name: word('Name of the claim.'),
      status: word('Phase of the claim.'),
    })
    .describe('One claim.'),
  'VolumeStatus',
);

const condition = named(
  z
    .object({
      type: word('Ready, Reconciling or Stalled.'),
      status: z
        .enum(['True', 'False', 'Unknown'])
        .describe('Whether it holds.'),
      reason: word('One word why.'),
      message: word('One sentence why.'),
      lastTransitionTime: moment('When status last changed.'),
      observedGeneration: whole(
        'Generation of the spec it speaks of.',
      ).optional(),
    })
    .describe('One condition.'),
  'Condition',
);

const link = named(
  z
    .object({
      kind: word(
        'Kind of the object, or container, event, quota, claim, probe.',
      ),
      name: word('Its name.'),
      message: word("The cluster's own words.").optional(),
    })
    .describe('One link from the rollout to the culprit.'),
  'CauseLink',
);

const cause = named(
  z
    .object({
      id: word('Machine name of the cause.'),
      message: word('The cause in one English sentence.'),
      params: z
        .record(z.string(), word('The value of one parameter.'))
        .describe('What the sentence is about; moments, never durations.')
        .optional(),
      chain: z
        .array(link)
        .describe('The way from the rollout to the culprit.')
        .optional(),
    })
    .describe('Why the rollout is not as asked for.'),
  'CauseStatus',
);

const job = named(
  z
    .object({
      name: word('Name of the job.'),
      schedule: word('When it runs, in the words of cron.'),
      suspended: z
        .boolean()
        .describe('Whether it starts no new runs; so it is in a pause, too.'),
      state: z
        .enum(JOB_STATES)
        .describe(
          'How its last run went, in one word; when that was, its CronJob tells. Absent: it has not run yet.',
        )
        .optional(),
      cause: cause
        .describe('Why its last run failed, or runs were missed.')
        .optional(),
    })
    .describe('One scheduled job.'),
  'JobStatus',
);

/** What a rollout is: the original's shape, and ours. */
export const rolloutStatus = named(
  z
    .object({
      observedGeneration: whole(
        'Generation of the spec this status speaks of.',
      ).optional(),
      observedRevision: whole(
        'Revision of the spec this status speaks of.',
      ).optional(),
      state: z
        .enum(OPERATOR_STATES)
        .describe('The state in one word.')
        .optional(),
      stateSince: moment('When the state last changed.').optional(),
      message: word('The state in one sentence.').optional(),
      causes: z
        .array(cause)
        .describe('Why the rollout is not as asked for; the chief cause first.')
        .optional(),
      conditions: z
        .array(condition)
        .meta({
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['type'],
        })
        .describe('Conditions, as kubectl wait reads them.')
        .optional(),
      replicas: count('Instances that exist.').optional(),
      wantedReplicas: count('Instances that are wanted.').optional(),
      readyReplicas: count('Instances that serve.').optional(),
      updatedReplicas: count('Instances of the newest revision.').optional(),
      updatedReadyReplicas: count(
        'Instances of the newest revision that serve.',
      ).optional(),
      servingRevision: whole(
        'Revision of the instances that serve, if they are of one.',
      ).optional(),
      selector: word('Label selector of the instances, as text.').optional(),
      hosts: word('All hosts, joined by commas.').optional(),
      deployment: deployment.optional(),
      services: z.array(service).describe('The Services.').optional(),
      ingresses: z.array(ingress).describe('The Ingresses.').optional(),
      volumes: z.array(volume).describe('The claims.').optional(),
      jobs: z
        .array(job)
        .describe(
          'The scheduled jobs. What ails them says nothing about the state of the rollout.',
        )
        .optional(),
    })
    .describe('What the rollout is; written by the operator.'),
  'RolloutStatus',
);
