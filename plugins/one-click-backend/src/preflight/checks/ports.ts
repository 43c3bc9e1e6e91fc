import type {
  Probe,
  RolloutSpecInput,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { Check, NewFinding } from '../Check';

/** Whether probes and interfaces speak of the same ports. */
export const portsCheck: Check = {
  id: 'ports',
  async run({ draft }) {
    return { findings: judgePorts(draft.spec) };
  },
};

function judgePorts({ interfaces = [], probes }: RolloutSpecInput) {
  const open = interfaces.map(({ port, targetPort = port }) => targetPort);
  const kinds = ['liveness', 'readiness', 'startup'] as const;
  return kinds.flatMap((kind): NewFinding[] => {
    const port = portOf(probes?.[kind]);
    return port === undefined || open.length === 0 || open.includes(port)
      ? []
      : [
          {
            code: 'other-port',
            field: `spec.probes.${kind}`,
            severity: 'info',
            message: `The ${kind} probe asks port ${port}, which no interface leads to`,
            remedy: `Correct the port unless the program listens on ${port} as well`,
          },
        ];
  });
}

function portOf(probe: Probe | undefined): number | undefined {
  return probe?.httpGet?.port ?? probe?.tcpSocket?.port ?? probe?.grpc?.port;
}
