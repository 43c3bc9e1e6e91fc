import type { z } from 'zod/v3';

type Zod = typeof z;

const text = (description: string) => (zod: Zod) => zod.string({ description });

const optionalText = (description: string) => (zod: Zod) =>
  zod.string({ description }).optional();

/** Input and output of `one-click:rollout:create`. */
export const rolloutCreateSchema = {
  input: {
    project: text('Name of the project, as in its address'),
    name: text(
      'Name of the rollout: lower-case letters, digits and dashes. Stays for ever',
    ),
    title: optionalText('What people read; the name where absent'),
    image: optionalText(
      "Image to run, as in 'ghcr.io/acme/web:2.4'; 'spec.image' where absent",
    ),
    port: (zod: Zod) =>
      zod
        .number({
          description: 'Port the program listens on; none where absent',
        })
        .int()
        .min(1)
        .max(65535)
        .optional(),
    host: optionalText('Public host, as in shop.example.com; needs a port'),
    path: optionalText("Path of the public address; '/' where absent"),
    tls: (zod: Zod) =>
      zod.boolean({ description: 'Serve the address over https' }).optional(),
    replicas: (zod: Zod) =>
      zod
        .number({ description: 'Instances to run; 1 where absent' })
        .int()
        .min(0)
        .optional(),
    env: (zod: Zod) =>
      zod
        .record(zod.string(), { description: 'Variables by name; no secrets' })
        .optional(),
    entityRef: optionalText(
      'Catalog entity that the rollout runs, as in component:default/web',
    ),
    spec: (zod: Zod) =>
      zod
        .record(zod.unknown(), {
          description:
            "Any other field of a Rollout's spec; the fields above win over it",
        })
        .optional(),
  },
  output: {
    project: text('Name of the project'),
    name: text('Name of the rollout'),
    path: text("Path of the rollout's page in the portal"),
    revision: (zod: Zod) =>
      zod.number({
        description: 'Number of the first revision; absent in a dry run',
      }),
  },
};
