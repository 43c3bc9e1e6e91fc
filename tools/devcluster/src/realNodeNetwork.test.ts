import {
  claimNetwork,
  networkOfSlot,
  overlaps,
  releaseNetwork,
} from './realNodeNetwork';
import type { RunIp } from './realNodeNetwork';

describe('networkOfSlot', () => {
  it('never gives two slots the same addresses', () => {
    const ranges = Array.from({ length: 8 }, (_, slot) =>
      networkOfSlot(slot),
    ).flatMap(({ nodeRange, serviceCidr }) => [nodeRange, serviceCidr]);
    for (const [index, range] of ranges.entries()) {
      const others = ranges.filter((_, other) => other !== index);
      expect(others.filter(overlaps(range))).toEqual([]);
    }
  });

  it('keeps all of a node within the range that is guarded', () => {
    const network = networkOfSlot(3);
    const { nodeRange, podCidr, hostAddress, nodeAddress } = network;
    const inside = [podCidr, hostAddress, nodeAddress];
    expect(inside.filter(overlaps(nodeRange))).toEqual(inside);
  });
});

describe('overlaps', () => {
  it.each([
    ['10.0.0.0/8', '10.240.0.0/16', true],
    ['10.240.0.0/16', '10.240.7.1', true],
    ['10.240.0.0/16', '10.241.0.0/16', false],
    ['192.0.2.0/24', '192.0.3.0/24', false],
    ['255.255.255.0/24', '255.255.255.255', true],
  ])('says of %s and %s: %s', (a, b, expected) => {
    expect([overlaps(a)(b), overlaps(b)(a)]).toEqual([expected, expected]);
  });
});

interface Answer {
  readonly to: RegExp;
  readonly output?: string;
  readonly complaint?: string;
}

/** Stands in for the `ip` program, which would change this machine. */
function ipThatAnswers(...answers: readonly Answer[]) {
  const calls: string[] = [];
  const known: readonly Answer[] = [
    ...answers,
    { to: /route show/, output: '[{"dst":"default"}]' },
    { to: /route get/, complaint: 'RTNETLINK answers: No route to host' },
  ];
  const ip: RunIp = async (...args) => {
    const call = args.join(' ');
    calls.push(call);
    const answer = known.find(({ to }) => to.test(call));
    if (answer?.complaint) {
      throw new Error(answer.complaint);
    }
    return answer?.output ?? '';
  };
  return {
    ip,
    calls: (start: string) => calls.filter(c => c.startsWith(start)),
  };
}

describe('claimNetwork', () => {
  it('guards both ranges before it gives them', async () => {
    const { ip, calls } = ipThatAnswers();
    expect(await claimNetwork(ip)).toEqual(networkOfSlot(0));
    expect(calls('route add')).toEqual([
      'route add unreachable 10.240.0.0/16 metric 4278198272',
      'route add unreachable 10.232.0.0/16 metric 4278198272',
    ]);
  });

  it('refuses to go on without the guard, and leaves nothing', async () => {
    const { ip, calls } = ipThatAnswers({
      to: /route add unreachable 10\.232/,
      complaint: 'RTNETLINK answers: Operation not permitted',
    });
    await expect(claimNetwork(ip)).rejects.toThrow(
      'Cannot set the routes that keep the traffic of a real node on this machine, so it is not started',
    );
    expect(calls('route del')).toEqual([
      'route del unreachable 10.240.0.0/16 metric 4278198272',
    ]);
  });

  it('refuses to go on if there is a way out all the same', async () => {
    const { ip, calls } = ipThatAnswers({
      to: /route get/,
      output: '10.240.254.2 via 192.0.2.1 dev eth0',
    });
    await expect(claimNetwork(ip)).rejects.toThrow('so it is not started');
    expect(calls('route del')).toHaveLength(2);
  });

  it('takes the next addresses where a network of the machine has these', async () => {
    const { ip } = ipThatAnswers({
      to: /route show/,
      output: '[{"dst":"10.240.3.0/24"},{"dst":"10.233.1.1"}]',
    });
    expect(await claimNetwork(ip)).toEqual(networkOfSlot(2));
  });

  it('takes the next addresses where another start was quicker', async () => {
    const { ip, calls } = ipThatAnswers({
      to: /route add unreachable 10\.240/,
      complaint: 'RTNETLINK answers: File exists',
    });
    expect(await claimNetwork(ip)).toEqual(networkOfSlot(1));
    expect(calls('route del')).toEqual([]);
  });

  it('says so when all addresses are taken', async () => {
    const { ip } = ipThatAnswers({
      to: /route show/,
      output: '[{"dst":"10.0.0.0/8"}]',
    });
    await expect(claimNetwork(ip)).rejects.toThrow(
      'All 8 address ranges for real nodes are in use',
    );
  });
});

describe('releaseNetwork', () => {
  it('takes what is not there for gone', async () => {
    const { ip } = ipThatAnswers(
      { to: /link del/, complaint: 'Cannot find device "one-click0"' },
      {
        to: /addr del/,
        complaint: 'RTNETLINK answers: Cannot assign requested address',
      },
      { to: /route del/, complaint: 'RTNETLINK answers: No such process' },
    );
    const released = releaseNetwork(networkOfSlot(0), ip);
    await expect(released).resolves.toBeUndefined();
  });

  it('says so when something cannot be taken away', async () => {
    const { ip } = ipThatAnswers({
      to: /route del/,
      complaint: 'RTNETLINK answers: Operation not permitted',
    });
    await expect(releaseNetwork(networkOfSlot(0), ip)).rejects.toThrow(
      'Operation not permitted',
    );
  });
});
