import { useOperator } from '../../test/useOperator';

jest.setTimeout(300_000);

/** The cells of a table that kubectl printed, by column. */
function readTable(stdout: string): Record<string, string>[] {
  const [head = '', ...lines] = stdout.trimEnd().split('\n');
  const columns = [...head.matchAll(/\S+\s*/g)].map(
    ({ 0: text, index = 0 }) => ({ name: text.trim(), from: index }),
  );
  return lines.map(line =>
    Object.fromEntries(
      columns.map(({ name, from }, index) => [
        name,
        line.slice(from, columns[index + 1]?.from).trim(),
      ]),
    ),
  );
}

describe('kubectl', () => {
  const test = useOperator();

  async function kubectl(...args: string[]): Promise<string> {
    const { cluster, namespace } = test.world;
    const all = [...args, `--namespace=${namespace}`];
    return (await cluster.kubectl(all)).stdout;
  }

  it('waits until a rollout is ready, and until a pause is', async () => {
    const { world } = test;
    await world.ask('waited');
    await kubectl(
      'wait',
      '--for=condition=Ready',
      'rollout/waited',
      '--timeout=120s',
    );
    expect((await world.statusOf('waited')).state).toBe('Healthy');

    await world.ask('waited', { spec: { suspend: true } });
    await world.untilState('waited', 'Paused');
    await kubectl(
      'wait',
      '--for=jsonpath={.status.state}=Paused',
      '--for=condition=Ready',
      'rollout/waited',
      '--timeout=60s',
    );
  });

  it('scales a rollout, and reads its scale', async () => {
    const { world } = test;
    await world.ask('scaled');
    await world.untilState('scaled', 'Healthy');

    await kubectl('scale', 'rollout/scaled', '--replicas=3');

    await world.untilHolds('3 instances to be told', async () => {
      const scale = await kubectl(
        'get',
        'rollout/scaled',
        '--subresource=scale',
        '--output=json',
      );
      expect(JSON.parse(scale)).toMatchObject({
        spec: { replicas: 3 },
        status: {
          replicas: 3,
          selector: `one-click.dev/deploymentId=scaled,one-click.dev/projectId=${world.namespace}`,
        },
      });
    });
  });

  it('tells at a glance how rollouts fare, and why', async () => {
    const { world } = test;
    const interfaces = [
      {
        name: 'http',
        port: 80,
        ingress: {
          rules: [{ host: 'a.example.com' }, { host: 'b.example.com' }],
        },
      },
    ];
    await world.ask('fine', { spec: { replicas: 2, interfaces } });
    await world.ask('stuck', { spec: { nodeSelector: { disk: 'none-such' } } });
    await world.untilState('fine', 'Healthy');
    await world.untilState('stuck', 'Blocked', 'NodeSelector');

    const rows = readTable(await kubectl('get', 'rollouts', '--output=wide'));
    const row = (name: string) => rows.find(({ NAME }) => NAME === name);

    expect(Object.keys(rows[0] ?? {})).toEqual([
      ...['NAME', 'STATE', 'READY', 'CAUSE', 'REPLICAS', 'IMAGE', 'TAG', 'AGE'],
      ...['HOSTS', 'MESSAGE'],
    ]);
    expect(row('fine')).toMatchObject({
      STATE: 'Healthy',
      READY: 'True',
      CAUSE: '',
      REPLICAS: '2',
      IMAGE: 'library/nginx',
      TAG: '1.27',
      HOSTS: 'a.example.com,b.example.com',
      MESSAGE: '2 of 2 instances serve.',
    });
    expect(row('stuck')).toMatchObject({
      STATE: 'Blocked',
      READY: 'False',
      CAUSE: 'NodeSelector',
      MESSAGE: expect.stringContaining('No node has the label disk=none-such.'),
    });
  });

  it('says by one word what all belongs to One-Click', async () => {
    await test.world.ask('listed');

    expect(await kubectl('get', 'one-click', '--output=name')).toContain(
      'rollout.one-click.dev/listed',
    );
  });

  it('explains every field in words', async () => {
    const explained = await kubectl('explain', 'rollout', '--recursive');
    expect(explained).toContain('A program that runs, with all it needs.');

    for (const field of [
      'spec',
      'spec.interfaces.ingress.rules',
      'spec.probes.readiness',
      'spec.cronjobs',
      'status.causes',
      'status.jobs',
    ]) {
      const text = await kubectl('explain', `rollout.${field}`);
      expect(text).toMatch(/DESCRIPTION:\n {4}\S/);
      expect(text).not.toContain('<no description>');
    }
    const strategies = await kubectl('explain', 'rollout.spec.suspend');
    expect(strategies.replace(/\s+/g, ' ')).toContain(
      'Pause: no instance runs and no job starts',
    );
  });

  it('is told by the server what is wrong, field by field', async () => {
    const manifest = {
      apiVersion: 'one-click.dev/v1alpha1',
      kind: 'Rollout',
      metadata: { name: 'wrong', namespace: test.world.namespace },
      spec: {
        image: { registry: 'docker.io', repository: 'library/nginx', tag: '1' },
        interfaces: [{ name: 'http', port: 70_000 }],
        cronjobs: [{ name: 'nightly', schedule: '60 * * * *' }],
      },
    };
    const apply = test.world.cluster.kubectl(
      ['apply', '--server-side', '-f', '-'],
      { input: JSON.stringify(manifest) },
    );

    await expect(apply).rejects.toThrow(
      /spec\.cronjobs\[0\]\.schedule[^]*the minute takes 0 to 59/,
    );
    await expect(apply).rejects.toThrow(/must be a port from 1 to 65535/);
  });
});
