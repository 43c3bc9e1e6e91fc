import { z } from 'zod';
import { isIpAddress } from './ipAddress';
import { annotations } from './metadataMaps';
import {
  flag,
  letterLabel,
  list,
  listMap,
  named,
  objectNameOrEmpty,
  oneOf,
  port,
  text,
} from './primitives';
import { cel, matching, type Rule } from './rule';

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';

const host = cel(
  text(
    'DNS name the address answers to; *.example.com for a whole level, empty for any.',
  ),
  matching(
    `^$|^(\\*\\.)?${LABEL}(\\.${LABEL})*$`,
    'must be a DNS name such as "app.example.com", in lower case, without https:// and path: correct it',
  ),
  {
    cel: '!isIP(self)',
    message:
      'is an IP address: give a DNS name such as "app.example.com", or leave it empty for any',
    holds: value => !isIpAddress(value),
  },
);

const path = cel(
  text('Path the address starts with. Absent: /.', 1024),
  matching('^$|^/', 'must start with "/": write for example "/" or "/api"'),
);

interface Route {
  readonly path?: string | undefined;
  readonly pathType?: string | undefined;
}

const ODD_PARTS = ['//', '/./', '/../', '%2f', '%2F'];
const ODD_ENDS = ['/.', '/..'];

function isPlain(value: string): boolean {
  return (
    !ODD_PARTS.some(part => value.includes(part)) &&
    !ODD_ENDS.some(end => value.endsWith(end))
  );
}

const celIsPlain = [
  ...ODD_PARTS.map(part => `!self.path.contains('${part}')`),
  ...ODD_ENDS.map(end => `!self.path.endsWith('${end}')`),
].join(' && ');

const pathIsPlain: Rule<Route> = {
  cel: `!has(self.path) || !has(self.pathType) || self.pathType == 'ImplementationSpecific' || (${celIsPlain})`,
  message:
    'a path compared as Exact or Prefix holds no "//", "/./", "/../" and "%2F": write it plainly',
  field: 'path',
  holds: ({ path: wanted = '', pathType = 'ImplementationSpecific' }) =>
    pathType === 'ImplementationSpecific' || isPlain(wanted),
};

const ingressRule = cel(
  named(
    z
      .strictObject({
        host,
        path: path.optional(),
        pathType: oneOf(
          ['Exact', 'Prefix', 'ImplementationSpecific'],
          'How the path is compared. Absent: ImplementationSpecific.',
        ).optional(),
        tls: flag('Serve it over https.').optional(),
        tlsSecretName: objectNameOrEmpty(
          'Secret with the certificate. Absent: one made for this interface.',
        ).optional(),
      })
      .describe('One address.'),
    'IngressRule',
  ),
  pathIsPlain,
);

const ingress = named(
  z
    .strictObject({
      ingressClass: objectNameOrEmpty(
        'Which ingress controller serves it. Absent or empty: the default one of the cluster.',
      ).optional(),
      annotations: annotations(
        'Annotations of the Ingress, for example for certificates.',
      ).optional(),
      rules: list(ingressRule, 'The addresses.').meta({
        'x-kubernetes-list-type': 'atomic',
      }),
    })
    .describe('Addresses from outside the cluster.'),
  'IngressSpec',
);

interface Reach {
  readonly protocol?: string | undefined;
  readonly ingress?: object | undefined;
}

const ingressNeedsTcp: Rule<Reach> = {
  cel: "!has(self.ingress) || !has(self.protocol) || self.protocol == 'TCP'",
  message:
    'an ingress serves only TCP: set protocol to TCP or remove the ingress',
  field: 'protocol',
  holds: ({ ingress: addresses, protocol = 'TCP' }) =>
    addresses === undefined || protocol === 'TCP',
};

const item = cel(
  named(
    z
      .strictObject({
        name: letterLabel(
          'Name of the interface; its Service is called <name>-<rollout>-svc.',
        ),
        port: port('Port of the Service.'),
        targetPort: port(
          'Port the program listens on. Absent: the same.',
        ).optional(),
        protocol: oneOf(['TCP', 'UDP', 'SCTP'], 'Absent: TCP.').optional(),
        headless: flag(
          'Give no address of its own to the Service; its name resolves to the instances.',
        ).optional(),
        ingress: ingress.optional(),
      })
      .describe('A port of the program that others reach by name.'),
    'Interface',
  ),
  ingressNeedsTcp,
);

/** Ports of the program that others reach by name. */
export const interfaces = listMap(item, 'name', {
  description:
    'Ports of the program that others reach by name, and their addresses.',
});
