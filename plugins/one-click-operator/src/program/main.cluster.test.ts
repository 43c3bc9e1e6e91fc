import { makeNamespace, useCluster } from '@one-click/devcluster';
import { ProgramRun, buildProgram } from '../../test/ProgramRun';
import { OPERATOR_USER } from '../../test/useOperator';

jest.setTimeout(300_000);

describe('the operator program', () => {
  const shared = useCluster();
  let program: Awaited<ReturnType<typeof buildProgram>>;
  let namespace: string;
  let current: ProgramRun | undefined;

  beforeAll(async () => {
    program = await buildProgram();
    namespace = await makeNamespace(shared.cluster);
  });

  afterEach(() => current?.process.kill('SIGKILL'));
  afterAll(() => program?.remove());

  function run(...args: readonly string[]): ProgramRun {
    current = new ProgramRun(program.file, args);
    return current;
  }

  const loginAs = (user: string) => [
    '--kubeconfig',
    shared.cluster.kubeconfig(user),
    '--namespaces',
    namespace,
  ];

  it('watches, and ends well when asked to', async () => {
    const operator = run(...loginAs(OPERATOR_USER));
    await operator.untilItSays('Everything there is to watch is known');

    operator.process.kill('SIGTERM');

    expect(await operator.ended).toEqual([0, null]);
  });

  it('ends with whoever supervises it', async () => {
    const operator = run(...loginAs(OPERATOR_USER), '--supervised');
    await operator.untilItSays('Everything there is to watch is known');

    operator.process.stdin!.end();

    expect(await operator.ended).toEqual([0, null]);
  });

  it('says what is wrong with its login', async () => {
    const operator = run('--kubeconfig', '/no/such/file');

    expect(await operator.ended).toEqual([1, null]);
    expect(operator.lines.join()).toContain('/no/such/file');
  });

  it('says which rights it misses and where they are, and goes on once it has them', async () => {
    const user = 'one-click-viewer';
    const operator = run(...loginAs(user));

    // What is told later than half a second after the first goes into another line.
    const line = await operator.untilItSays('watch secrets');
    expect(line).toContain('The operator may not');
    expect(line).toContain("the ClusterRole of 'deploy/rbac/operator.yaml'");

    // In the one namespace it looks at, that is.
    await shared.cluster.kubectl([
      'create',
      'rolebinding',
      'operator',
      '--clusterrole=one-click-operator',
      `--user=${user}`,
      `--namespace=${namespace}`,
    ]);
    await operator.untilItSays('Everything there is to watch is known');
    operator.process.kill('SIGINT');
    expect(await operator.ended).toEqual([0, null]);
  });
});
