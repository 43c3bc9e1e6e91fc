import type { RolloutSpecInput } from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Random } from './Random';

type Part = (random: Random) => Partial<RolloutSpecInput>;

/** So that every part is left out now and then, and must disappear. */
const SHARE_GIVEN = 0.6;

const IMAGE = {
  registry: 'docker.io',
  repository: 'library/nginx',
  tag: '1.27.0',
};

const PARTS: readonly Part[] = [
  random => ({ replicas: random.between(0, 3) }),
  random => ({
    horizontalScale: {
      minReplicas: random.between(1, 2),
      maxReplicas: random.between(2, 4),
      targetCPUUtilizationPercentage: random.between(50, 90),
    },
  }),
  random => ({ suspend: random.oneOf([true, false, false]) }),
  random => ({ args: some(random, 3, index => `--flag-${index}`) }),
  random => ({
    env: some(random, 4, index => ({
      name: `NAME_${index}`,
      value: random.oneOf(['', 'x', 'größe', '$(NAME_0)']),
    })),
  }),
  random => ({
    secrets: some(random, 3, index => ({
      name: `SECRET_${index}`,
      value: `value-${random.between(1, 9)}`,
    })),
  }),
  random => ({
    files: some(random, 2, index => ({
      mountPath: `/etc/file-${index}`,
      content: `content ${random.between(1, 9)}`,
    })),
  }),
  random => ({
    volumes: some(random, 2, index => ({
      name: `data${index}`,
      mountPath: `/data${index}`,
      size: '1Gi',
    })),
  }),
  random => ({
    interfaces: some(random, 3, index => ({
      name: `port${index}`,
      port: 8_080 + index,
      ...(random.next() < 0.5 && {
        ingress: {
          rules: [{ host: `h${index}.example.com`, path: '/' }],
        },
      }),
    })),
  }),
  random => ({
    cronjobs: some(random, 2, index => ({
      name: `job${index}`,
      // Once a year: what its runs leave behind is not the point here.
      schedule: `0 3 ${random.between(1, 28)} 1 *`,
      suspend: random.next() < 0.5,
      image: IMAGE,
    })),
  }),
  random => ({
    resources: {
      requests: {
        cpu: random.oneOf(['100m', '0.2']),
        memory: random.oneOf(['64Mi', '0.1Gi']),
      },
    },
  }),
  random => ({ podLabels: { tier: random.oneOf(['web', 'worker']) } }),
  random => ({ nodeSelector: { 'kubernetes.io/os': random.oneOf(['linux']) } }),
  random => ({ podDisruptionBudget: { minAvailable: random.between(0, 1) } }),
];

/** A valid spec with a random choice of parts. */
export function randomSpec(random: Random): RolloutSpecInput {
  const image = { ...IMAGE, tag: `1.27.${random.between(0, 9)}` };
  const parts = PARTS.filter(() => random.next() < SHARE_GIVEN);
  return Object.assign({ image }, ...parts.map(part => part(random)));
}

function some<T>(
  random: Random,
  most: number,
  make: (index: number) => T,
): T[] {
  const count = random.between(0, most);
  return Array.from({ length: count }, (_, index) => make(index));
}
