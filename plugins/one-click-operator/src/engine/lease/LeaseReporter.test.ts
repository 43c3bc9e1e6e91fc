import {
  KubeForbiddenError,
  KubeNotFoundError,
  KubeUnavailableError,
} from '@one-click/backstage-plugin-one-click-kube';
import { ManualClock, settle } from '../../../test/ManualClock';
import { LeaseReporter } from './LeaseReporter';

const LEASE = { namespace: 'one-click-system', name: 'one-click-operator' };
const FORBIDDEN = new KubeForbiddenError(
  'leases.coordination.k8s.io is forbidden: User "x" cannot create resource "leases" in API group "coordination.k8s.io" in the namespace "one-click-system"',
);

function aReporter() {
  const clock = new ManualClock();
  const lines: string[] = [];
  const write = (_: object, message: string) => lines.push(message);
  const log = { info: write, warn: write };
  const reporter = new LeaseReporter({ lease: LEASE, clock, log });
  let hopeless: string | undefined;
  void reporter.hopeless.then(problem => {
    hopeless = problem;
  });
  return { clock, lines, reporter, isHopeless: () => hopeless };
}

describe('LeaseReporter', () => {
  it.each([
    {
      what: 'a right',
      error: FORBIDDEN,
      says: "may not create leases of group 'coordination.k8s.io' in namespace 'one-click-system'",
    },
    {
      what: 'the namespace',
      error: new KubeNotFoundError('namespaces "one-click-system" not found'),
      says: "Namespace 'one-click-system' of lease 'one-click-operator' does not exist: create it",
    },
    {
      what: 'the API server',
      error: new KubeUnavailableError('Cannot reach the cluster'),
      says: "Cannot renew lease 'one-click-system/one-click-operator': Cannot reach the cluster",
    },
  ])('says that $what is missing, and what helps', ({ error, says }) => {
    const { lines, reporter } = aReporter();

    reporter.failed({ error });

    expect(lines).toEqual([expect.stringContaining(says)]);
  });

  it('says the same at most once a minute, and anew after it was over', async () => {
    const { clock, lines, reporter } = aReporter();

    for (let seconds = 0; seconds < 60; seconds += 2) {
      reporter.failed({ error: FORBIDDEN });
      await clock.advance(2_000);
    }
    expect(lines).toHaveLength(1);

    reporter.failed({ error: FORBIDDEN });
    expect(lines).toHaveLength(2);

    reporter.answered();
    reporter.failed({ error: FORBIDDEN });
    expect(lines).toHaveLength(3);
  });

  it('gives up hope after two minutes in which only a person could help', async () => {
    const { clock, reporter, isHopeless } = aReporter();

    reporter.failed({ error: FORBIDDEN });
    await clock.advance(119_000);
    reporter.failed({ error: FORBIDDEN });
    await settle();
    expect(isHopeless()).toBeUndefined();

    await clock.advance(1_000);
    reporter.failed({ error: FORBIDDEN });
    await settle();
    expect(isHopeless()).toContain('may not create leases');
  });

  it('never gives up hope for an API server that is away', async () => {
    const { clock, reporter, isHopeless } = aReporter();
    const error = new KubeUnavailableError('away');

    reporter.failed({ error });
    await clock.advance(600_000);
    reporter.failed({ error });
    await settle();

    expect(isHopeless()).toBeUndefined();
  });
});
