import { join } from 'node:path';
import { startCluster } from '@one-click/devcluster';
import type { StartedCluster } from '@one-click/devcluster';
import { ProgramRun, buildProgram } from '../../test/ProgramRun';
import { OPERATOR_USER } from '../../test/useOperator';

jest.setTimeout(300_000);

const CRDS = join(__dirname, '../../../../deploy/crds');
const FIRST_START_MS = 15 * 60_000;

describe('the operator program in a cluster without its CRD', () => {
  let cluster: StartedCluster;
  let program: Awaited<ReturnType<typeof buildProgram>>;
  let operator: ProgramRun | undefined;

  beforeAll(async () => {
    cluster = await startCluster({ crds: false, nodes: 0 });
    program = await buildProgram();
  }, FIRST_START_MS);

  afterAll(async () => {
    operator?.process.kill('SIGKILL');
    await program?.remove();
    await cluster?.stop();
  });

  it('says how to install it, and starts once it is there', async () => {
    const kubeconfig = cluster.kubeconfig(OPERATOR_USER);
    operator = new ProgramRun(program.file, ['--kubeconfig', kubeconfig]);
    expect(await operator.untilItSays('has no kind Rollout')).toContain(
      "install it with 'kubectl apply -f deploy/crds/one-click.dev_rollouts.yaml'",
    );

    await cluster.kubectl(['apply', '-f', CRDS]);
    expect(
      await operator.untilItSays('Everything there is to watch is known'),
    ).toBeTruthy();
  });
});
