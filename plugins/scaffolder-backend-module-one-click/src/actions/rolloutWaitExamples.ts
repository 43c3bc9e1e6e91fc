import { stringify } from 'yaml';

const step = (input: object) =>
  stringify({
    steps: [{ id: 'wait', action: 'one-click:rollout:wait', input }],
  });

/** Shown in the portal's list of actions. */
export const rolloutWaitExamples = [
  {
    description: 'Wait for a rollout that an earlier step created',
    example: step({
      project: '${{ steps.deploy.output.project }}',
      name: '${{ steps.deploy.output.name }}',
      revision: '${{ steps.deploy.output.revision }}',
    }),
  },
  {
    description: 'Give a slow starter a quarter of an hour',
    example: step({
      project: 'shop',
      name: 'search',
      timeout: { minutes: 15 },
    }),
  },
];
