import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { HELM_TIMEOUT_MS, RenderedChart } from '../../test/chart';
import { KUBECONFIG_FILE, PROGRAM_FILE } from '../../scripts/bundleProgram';

const DOCKERFILE = join(__dirname, '../../../../deploy/docker/Dockerfile');

/** What follows each instruction, by its name. */
async function readInstructions(): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(DOCKERFILE, 'utf8');
  const lines = text
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map(line => {
      const [name = '', ...rest] = line.split(' ');
      return [name, rest.join(' ')];
    }),
  );
}

describe('the Dockerfile', () => {
  it('holds the program and runs it, without a shell', async () => {
    const instructions = await readInstructions();

    const program = basename(PROGRAM_FILE);
    const words = (instructions.get('COPY') ?? '').split(' ');
    expect(words.slice(-3)).toEqual([program, KUBECONFIG_FILE, '/app/']);
    expect(JSON.parse(instructions.get('ENTRYPOINT') ?? '')).toEqual([
      '/nodejs/bin/node',
      '--optimize-for-size',
      `/app/${program}`,
    ]);
    expect(instructions.has('RUN')).toBe(false);
  });

  it(
    'runs as the user and with the options of Node that the chart gives it',
    async () => {
      const instructions = await readInstructions();
      const chart = await RenderedChart.of();

      const { securityContext } =
        chart.one('Deployment').spec?.template.spec ?? {};
      expect(instructions.get('USER')).toBe(
        `${securityContext?.runAsUser}:${securityContext?.runAsGroup}`,
      );
      const [options] = chart.container.env ?? [];
      expect(instructions.get('ENV')).toContain(
        `${options?.name}=${options?.value}`,
      );
    },
    HELM_TIMEOUT_MS,
  );
});
