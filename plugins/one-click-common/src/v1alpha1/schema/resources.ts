import { z } from 'zod';
import { compareQuantities } from '../quantity';
import { flag, list, named, oneOf, quantity, text, whole } from './primitives';
import { cel, celIsQuantity, isSafeQuantity, type Rule } from './rule';

const MAX_RESOURCES = 16;

type Amounts = Readonly<Record<string, string | number>>;

const OWN_RESOURCES = ['cpu', 'memory', 'ephemeral-storage'];

function isResource(name: string): boolean {
  return (
    OWN_RESOURCES.includes(name) ||
    name.startsWith('hugepages-') ||
    name.includes('/')
  );
}

const knownResources: Rule<Amounts> = {
  cel: `self.all(k, k in ${JSON.stringify(
    OWN_RESOURCES,
  )} || k.startsWith('hugepages-') || k.contains('/'))`,
  message:
    'a key is not that of a resource: use cpu, memory, ephemeral-storage or an extended resource such as "nvidia.com/gpu"',
  holds: amounts => Object.keys(amounts).every(isResource),
};

function resourceList(description: string) {
  return cel(
    named(
      z
        .record(z.string(), quantity('How much of the resource.'))
        .refine(map => Object.keys(map).length <= MAX_RESOURCES, {
          error: `holds more than ${MAX_RESOURCES} resources: remove some`,
        })
        .meta({ maxProperties: MAX_RESOURCES })
        .describe(
          `${description} Keys: cpu, memory, ephemeral-storage or an extended resource.`,
        ),
      'ResourceList',
    ),
    knownResources,
  );
}

interface Requirements {
  readonly requests?: Amounts | undefined;
  readonly limits?: Amounts | undefined;
}

function requestsAboveLimits({ requests = {}, limits = {} }: Requirements) {
  return Object.entries(requests).filter(([name, request]) => {
    const limit = limits[name];
    return (
      limit !== undefined &&
      isSafeQuantity(request) &&
      isSafeQuantity(limit) &&
      compareQuantities(request, limit) > 0
    );
  });
}

const REQUEST = 'string(self.requests[k])';
const LIMIT = 'string(self.limits[k])';
const ABOVE = [
  'k in self.limits',
  celIsQuantity(REQUEST),
  celIsQuantity(LIMIT),
  `quantity(${REQUEST}).isGreaterThan(quantity(${LIMIT}))`,
].join(' && ');

const requestWithinLimit: Rule<Requirements> = {
  cel: `!has(self.requests) || !has(self.limits) || !self.requests.exists(k, ${ABOVE})`,
  message: 'a request is above its limit: lower the request or raise the limit',
  messageCel: `"the request of %s is above the limit: lower the request or raise the limit".format([self.requests.filter(k, ${ABOVE})])`,
  messageFor: value =>
    `the request of ${JSON.stringify(
      requestsAboveLimits(value).map(([name]) => name),
    )} is above the limit: lower the request or raise the limit`,
  field: 'requests',
  holds: value => requestsAboveLimits(value).length === 0,
};

/** What an instance asks for and may use at most. */
export const resources = cel(
  named(
    z
      .strictObject({
        requests: resourceList('What one instance is sure to get.').optional(),
        limits: resourceList('What one instance may use at most.').optional(),
      })
      .describe('Processor and memory of one instance.'),
    'Resources',
  ),
  requestWithinLimit,
);

const id = (description: string) =>
  whole(description, { min: 0, max: 2 ** 31 - 1 });

const capabilities = named(
  z
    .strictObject({
      add: list(
        text('A capability such as NET_BIND_SERVICE.', 63),
        'Capabilities to add.',
      ).optional(),
      drop: list(
        text('A capability, or ALL.', 63),
        'Capabilities to drop.',
      ).optional(),
    })
    .describe('Linux capabilities of the container.'),
  'Capabilities',
);

const seccompProfile = named(
  z
    .strictObject({
      type: oneOf(
        ['RuntimeDefault', 'Unconfined', 'Localhost'],
        'Kind of profile.',
      ),
      localhostProfile: text(
        'File on the node, for the type Localhost.',
      ).optional(),
    })
    .describe('Which system calls are allowed.'),
  'SeccompProfile',
);

const containerSecurityShape = {
  runAsUser: id(
    'User id the program runs as. Absent: what the image says.',
  ).optional(),
  runAsGroup: id(
    'Group id the program runs as. Absent: what the image says.',
  ).optional(),
  runAsNonRoot: flag('Refuse to start as root.').optional(),
  allowPrivilegeEscalation: flag(
    'Whether a program may gain more rights than its parent.',
  ).optional(),
  readOnlyRootFilesystem: flag(
    "Whether the image's own files are read-only.",
  ).optional(),
  privileged: flag('Root on the node; most clusters refuse it.').optional(),
  capabilities: capabilities.optional(),
  seccompProfile: seccompProfile.optional(),
};

/** Security options of an init container or sidecar. */
export const containerSecurityContext = named(
  z
    .strictObject(containerSecurityShape)
    .describe('Security options of the container.'),
  'ContainerSecurityContext',
);

/** Security options of the rollout's pods and their main container. */
export const securityContext = named(
  z
    .strictObject({
      fsGroup: id('Group id that owns the files of the volumes.').optional(),
      ...containerSecurityShape,
    })
    .describe(
      'Security options. What is absent is left to the image and the cluster.',
    ),
  'SecurityContext',
);
