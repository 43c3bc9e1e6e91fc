import { z } from 'zod';
import { exactlyOne } from './environment';
import {
  MAX_VALUE_LENGTH,
  list,
  named,
  oneOf,
  port,
  seconds,
  text,
  whole,
  words,
} from './primitives';
import { cel } from './rule';

const exec = named(
  z
    .strictObject({
      command: words('The command; no shell is involved.'),
    })
    .describe('Run a command in the container; exit code 0 is good.'),
  'ExecAction',
);

const httpHeader = named(
  z
    .strictObject({
      name: text('Name of the header.'),
      value: text('Value of the header.', MAX_VALUE_LENGTH),
    })
    .describe('One header of the request.'),
  'HttpHeader',
);

const httpGet = named(
  z
    .strictObject({
      path: text('Path to ask for. Absent: /.', 2048).optional(),
      port: port('Port the program listens on.'),
      scheme: oneOf(
        ['HTTP', 'HTTPS'],
        'Absent: HTTP. Certificates are not checked.',
      ).optional(),
      httpHeaders: list(httpHeader, 'Headers of the request.', 16).optional(),
    })
    .describe('Ask for a page; status 200 to 399 is good.'),
  'HttpGetAction',
);

const tcpSocket = named(
  z
    .strictObject({ port: port('Port the program listens on.') })
    .describe('Open a connection.'),
  'TcpSocketAction',
);

const grpc = named(
  z
    .strictObject({
      port: port('Port the program listens on.'),
      service: text('Service name of the health request.').optional(),
    })
    .describe('Ask the gRPC health service.'),
  'GrpcAction',
);

function probe(description: string) {
  return cel(
    named(
      z
        .strictObject({
          httpGet: httpGet.optional(),
          tcpSocket: tcpSocket.optional(),
          grpc: grpc.optional(),
          exec: exec.optional(),
          initialDelaySeconds: seconds(
            'Time from the start to the first check.',
          ).optional(),
          periodSeconds: seconds(
            'Time between checks. Absent: 10.',
            1,
          ).optional(),
          timeoutSeconds: seconds(
            'Time an answer may take. Absent: 1.',
            1,
          ).optional(),
          successThreshold: whole(
            'Good answers in a row that count as good. Absent: 1.',
            { min: 1 },
          ).optional(),
          failureThreshold: whole(
            'Bad answers in a row that count as bad. Absent: 3.',
            { min: 1 },
          ).optional(),
          terminationGracePeriodSeconds: seconds(
            'Time to stop after this check failed. Absent: that of the rollout.',
            1,
          ).optional(),
        })
        .describe(description),
      'Probe',
    ),
    exactlyOne(['httpGet', 'tcpSocket', 'grpc', 'exec']),
  );
}

const successOnce = {
  cel: '!has(self.successThreshold) || self.successThreshold == 1',
  message: 'must be 1 for this check: leave successThreshold out',
  field: 'successThreshold',
  holds: (value: { readonly successThreshold?: number | undefined }) =>
    (value.successThreshold ?? 1) === 1,
};

/** Checks Kubernetes makes on a container. */
export const probes = named(
  z
    .strictObject({
      liveness: cel(
        probe('Restart the container when this fails.'),
        successOnce,
      ).optional(),
      readiness: probe(
        'Send requests to the instance only while this is good.',
      ).optional(),
      startup: cel(
        probe('Hold the other checks back until this is good once.'),
        successOnce,
      ).optional(),
    })
    .describe('Checks that tell whether an instance works.'),
  'Probes',
);

const sleep = named(
  z.strictObject({ seconds: seconds('How long.') }).describe('Wait.'),
  'SleepAction',
);

function hook(description: string) {
  return cel(
    named(
      z
        .strictObject({
          exec: exec.optional(),
          httpGet: httpGet.optional(),
          sleep: sleep.optional(),
        })
        .describe(description),
      'LifecycleHandler',
    ),
    exactlyOne(['exec', 'httpGet', 'sleep']),
  );
}

/** What happens right after the start and before the stop of a container. */
export const lifecycle = named(
  z
    .strictObject({
      postStart: hook('Right after the start.').optional(),
      preStop: hook(
        'Before the stop. Absent, where an interface exists: a sleep of 5 seconds, so that no request is lost.',
      ).optional(),
    })
    .describe('What happens around start and stop.'),
  'Lifecycle',
);
