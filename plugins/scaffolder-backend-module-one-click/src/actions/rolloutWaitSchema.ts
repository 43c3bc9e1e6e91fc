import type { z } from 'zod/v3';

type Zod = typeof z;

const text = (description: string) => (zod: Zod) => zod.string({ description });

/** Input and output of `one-click:rollout:wait`. */
export const rolloutWaitSchema = {
  input: {
    project: text('Name of the project'),
    name: text('Name of the rollout'),
    revision: (zod: Zod) =>
      zod
        .number({
          description:
            'Revision to wait for; the newest one when the step starts where absent',
        })
        .int()
        .min(1)
        .optional(),
    timeout: (zod: Zod) =>
      zod
        .object(
          {
            hours: zod.number().optional(),
            minutes: zod.number().optional(),
            seconds: zod.number().optional(),
          },
          {
            description:
              'When to give up, as in { minutes: 10 }; 5 minutes where absent',
          },
        )
        .strict()
        .optional(),
  },
  output: {
    revision: (zod: Zod) =>
      zod.number({ description: 'Number of the revision that is healthy' }),
    outcome: text(
      "How it ended; always 'healthy', since all else fails the step",
    ),
    path: text("Path of the rollout's page in the portal"),
  },
};
