import { z } from 'zod';
import { env, secretsFrom } from './environment';
import { containerImage } from './image';
import {
  MAX_OTHER_VARIABLES,
  dnsLabel,
  listMap,
  named,
  words,
} from './primitives';
import { lifecycle, probes } from './probes';
import { containerSecurityContext, resources } from './resources';
import { volumeMounts } from './storage';

const MAX_CONTAINERS = 8;

const containerShape = {
  name: dnsLabel('Name of the container.'),
  image: containerImage,
  command: words("Replaces the image's entry point.").optional(),
  args: words("Replaces the image's arguments.").optional(),
  env: env(MAX_OTHER_VARIABLES).optional(),
  secretsFrom: secretsFrom.optional(),
  resources: resources.optional(),
  securityContext: containerSecurityContext.optional(),
  volumes: volumeMounts.optional(),
};

const initContainer = named(
  z
    .strictObject(containerShape)
    .describe('A container that must end well before the program starts.'),
  'InitContainer',
);

/** Containers that run one after the other before the program starts. */
export const initContainers = listMap(initContainer, 'name', {
  description:
    'Containers that run one after the other before the program starts.',
  max: MAX_CONTAINERS,
});

const sidecar = named(
  z
    .strictObject({
      ...containerShape,
      probes: probes.optional(),
      lifecycle: lifecycle.optional(),
    })
    .describe('A container that runs beside the program.'),
  'Sidecar',
);

/** Containers that run beside the program. */
export const sidecars = listMap(sidecar, 'name', {
  description: 'Containers that run beside the program in every instance.',
  max: MAX_CONTAINERS,
});
