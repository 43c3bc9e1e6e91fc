import { z } from 'zod';
import { isIpAddress } from './ipAddress';
import { labels } from './metadataMaps';
import {
  list,
  named,
  oneOf,
  text,
  textMap,
  whole,
  words,
  wrong,
} from './primitives';
import { cel } from './rule';

const MAX_TERMS = 16;

function requirement<const T extends readonly [string, ...string[]]>(
  description: string,
  operators: T,
) {
  return named(
    z
      .strictObject({
        key: text('Key of the label.', 317),
        operator: oneOf(operators, 'How it is compared.'),
        values: list(text('One value.'), 'Values to compare with.').optional(),
      })
      .describe(description),
    operators.length > 4 ? 'NodeRequirement' : 'LabelRequirement',
  );
}

const labelSelector = named(
  z
    .strictObject({
      matchLabels: textMap('Labels that must be equal.', {
        value: 63,
      }).optional(),
      matchExpressions: list(
        requirement('One condition.', [
          'In',
          'NotIn',
          'Exists',
          'DoesNotExist',
        ]),
        'Conditions that must all hold.',
        MAX_TERMS,
      ).optional(),
    })
    .describe('Which pods are meant.'),
  'LabelSelector',
);

const nodeRequirement = requirement('One condition on a node.', [
  'In',
  'NotIn',
  'Exists',
  'DoesNotExist',
  'Gt',
  'Lt',
]);

const nodeSelectorTerm = named(
  z
    .strictObject({
      matchExpressions: list(
        nodeRequirement,
        'Conditions on labels of the node.',
        MAX_TERMS,
      ).optional(),
      matchFields: list(
        nodeRequirement,
        'Conditions on fields of the node.',
        MAX_TERMS,
      ).optional(),
    })
    .describe('Conditions that must all hold.'),
  'NodeSelectorTerm',
);

const weight = whole('How much it counts, from 1 to 100.', {
  min: 1,
  max: 100,
});

const nodeAffinity = named(
  z
    .strictObject({
      requiredDuringSchedulingIgnoredDuringExecution: named(
        z
          .strictObject({
            nodeSelectorTerms: list(
              nodeSelectorTerm,
              'Alternatives; one of them must hold.',
              MAX_TERMS,
            ),
          })
          .describe('What a node must fulfil.'),
        'NodeSelector',
      ).optional(),
      preferredDuringSchedulingIgnoredDuringExecution: list(
        named(
          z
            .strictObject({ weight, preference: nodeSelectorTerm })
            .describe('One wish.'),
          'PreferredNode',
        ),
        'What a node should fulfil.',
        MAX_TERMS,
      ).optional(),
    })
    .describe('Which nodes are wanted.'),
  'NodeAffinity',
);

const podAffinityTerm = named(
  z
    .strictObject({
      topologyKey: text('Label of the node that says what near means.', 317),
      labelSelector: labelSelector.optional(),
      namespaces: words('Namespaces to look in. Absent: this one.').optional(),
      namespaceSelector: labelSelector.optional(),
      matchLabelKeys: words(
        'Labels of this pod to compare as well.',
      ).optional(),
      mismatchLabelKeys: words(
        'Labels of this pod that must differ.',
      ).optional(),
    })
    .describe('Pods to be near to or far from.'),
  'PodAffinityTerm',
);

function podAffinity(description: string) {
  return named(
    z
      .strictObject({
        requiredDuringSchedulingIgnoredDuringExecution: list(
          podAffinityTerm,
          'What must hold.',
          MAX_TERMS,
        ).optional(),
        preferredDuringSchedulingIgnoredDuringExecution: list(
          named(
            z.strictObject({ weight, podAffinityTerm }).describe('One wish.'),
            'PreferredPods',
          ),
          'What should hold.',
          MAX_TERMS,
        ).optional(),
      })
      .describe(description),
    'PodAffinity',
  );
}

/** Where instances want to run. */
export const affinity = named(
  z
    .strictObject({
      nodeAffinity: nodeAffinity.optional(),
      podAffinity: podAffinity('Near which pods.').optional(),
      podAntiAffinity: podAffinity('Far from which pods.').optional(),
    })
    .describe('Where instances want to run, as in Kubernetes.'),
  'Affinity',
);

const spreadConstraint = named(
  z
    .strictObject({
      maxSkew: whole('How uneven the spread may be.', { min: 1 }),
      topologyKey: text(
        'Label of the node to spread over, such as topology.kubernetes.io/zone.',
        317,
      ),
      whenUnsatisfiable: oneOf(
        ['DoNotSchedule', 'ScheduleAnyway'],
        'What happens when it cannot be kept.',
      ),
      labelSelector: labelSelector.optional(),
      minDomains: whole('The least groups of nodes to use.', {
        min: 1,
      }).optional(),
      nodeAffinityPolicy: oneOf(
        ['Honor', 'Ignore'],
        'Whether nodes this rollout may not use count.',
      ).optional(),
      nodeTaintsPolicy: oneOf(
        ['Honor', 'Ignore'],
        'Whether reserved nodes count.',
      ).optional(),
      matchLabelKeys: words(
        'Labels of this pod to compare as well.',
      ).optional(),
    })
    .describe('One rule of spreading.'),
  'TopologySpreadConstraint',
);

/** How instances spread over nodes and zones. */
export const topologySpreadConstraints = list(
  spreadConstraint,
  "How instances spread over nodes and zones. Without labelSelector: the rollout's own instances.",
  MAX_TERMS,
);

/** Labels a node must carry. */
export const nodeSelector = labels('Labels a node must carry.');

const toleration = cel(
  named(
    z
      .strictObject({
        key: text('Key of the taint. Empty: any.', 317).optional(),
        operator: oneOf(
          ['', 'Exists', 'Equal', 'Lt', 'Gt'],
          'How the value is compared. Absent: Equal.',
        ).optional(),
        value: text('Value of the taint.').optional(),
        effect: oneOf(
          ['', 'NoSchedule', 'PreferNoSchedule', 'NoExecute'],
          'Effect of the taint. Absent: any.',
        ).optional(),
        tolerationSeconds: z
          .int(wrong('must be a whole number: write digits without quotes'))
          .describe(
            'How long a running instance may stay. Unit: seconds. Absent: for ever.',
          )
          .optional(),
      })
      .describe('One taint that is no obstacle.'),
    'Toleration',
  ),
  {
    cel: "!has(self.key) || self.key != '' || (has(self.operator) && self.operator == 'Exists')",
    message:
      'an empty key fits any taint only with the operator Exists: set operator to Exists or name the key',
    field: 'operator',
    holds: ({ key, operator }) => key !== '' || operator === 'Exists',
  },
);

/** Taints of nodes that are no obstacle. */
export const tolerations = list(
  toleration,
  'Taints of nodes that are no obstacle.',
);

const hostAlias = cel(
  named(
    z
      .strictObject({
        ip: text('The address.', 45),
        hostnames: list(text('One name.'), 'Names of the address.').optional(),
      })
      .describe('One line of /etc/hosts.'),
    'HostAlias',
  ),
  {
    cel: 'isIP(self.ip)',
    message: 'must be an address such as "10.0.0.1" or "fd00::1": correct it',
    field: 'ip',
    holds: ({ ip }) => isIpAddress(ip),
  },
);

/** Extra lines of /etc/hosts. */
export const hostAliases = list(hostAlias, 'Extra lines of /etc/hosts.');
