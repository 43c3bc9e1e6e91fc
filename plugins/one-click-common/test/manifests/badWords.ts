import { specWith, type BadManifest } from './ManifestCase';

const schedules: readonly BadManifest[] = [
  ...(
    [
      ['60 * * * *', 'minute', 'an hour has 60 minutes, from 0 on'],
      ['*/0 * * * *', 'minute', 'a step of 0 never moves'],
      ['5,,61 * * * *', 'minute', 'one bad item spoils the list'],
      ['0 24 * * *', 'hour', 'a day has 24 hours, from 0 on'],
      ['0 0 0 * *', 'day of the month', 'months start with day 1'],
      ['0 0 * 13 *', 'month', 'a year has 12 months'],
      ['0 0 * mon *', 'month', 'days have no place there'],
      ['0 0 * * 7', 'day of the week', 'Kubernetes calls Sunday 0 only'],
      ['0 0 * * mo', 'day of the week', 'words have three letters'],
    ] as const
  ).map(
    ([schedule, part, reason]): BadManifest => ({
      does: `has the schedule ${schedule}`,
      reason,
      spec: specWith({ cronjobs: [{ name: 'a', schedule }] }),
      field: 'cronjobs[0].schedule',
      says: [`the ${part} takes`, 'correct the'],
    }),
  ),
  ...(
    [
      ['5-1 * * * *', 'Kubernetes takes no range over midnight'],
      ['0 0 * * FRI-MON', 'Kubernetes takes no range over the weekend'],
      ['0 0 * nov-Feb *', 'Kubernetes takes no range over New Year'],
    ] as const
  ).map(
    ([schedule, reason]): BadManifest => ({
      does: `has the schedule ${schedule}`,
      reason,
      spec: specWith({ cronjobs: [{ name: 'a', schedule }] }),
      field: 'cronjobs[0].schedule',
      says: ['a range runs backwards', 'or two ranges'],
    }),
  ),
  {
    does: 'has a schedule of a unit that does not exist',
    reason: 'Go knows no days',
    spec: specWith({ cronjobs: [{ name: 'a', schedule: '@every 1d' }] }),
    field: 'cronjobs[0].schedule',
    says: ['must be five fields'],
  },
];

const keysAndValues: readonly BadManifest[] = [
  {
    does: 'labels its instances with a sentence',
    reason: 'a value of a label is one word',
    spec: specWith({ podLabels: { team: 'the shop' } }),
    field: 'podLabels',
    says: ['a value is not that of a label', 'at most 63 letters'],
  },
  {
    does: 'labels its instances with two slashes',
    reason: 'a key has one prefix',
    spec: specWith({ podLabels: { 'a/b/c': 'x' } }),
    field: 'podLabels',
    says: ['a key is not that of a label', 'for example "example.com/team"'],
  },
  {
    does: 'has a label with a name of 64 characters',
    reason: 'Kubernetes takes 63',
    spec: specWith({ podLabels: { ['x'.repeat(64)]: '' } }),
    field: 'podLabels',
    says: ['a key is not that of a label'],
  },
  {
    does: 'has a label in upper case before the slash',
    reason: 'that is a DNS name',
    spec: specWith({ podLabels: { 'Example.com/team': '' } }),
    field: 'podLabels',
    says: ['a key is not that of a label'],
  },
  {
    does: 'annotates its instances under a key with a space',
    reason: 'Kubernetes refuses it',
    spec: specWith({ podAnnotations: { 'my note': 'x' } }),
    field: 'podAnnotations',
    says: ['a key is not that of an annotation', 'for example'],
  },
  {
    does: 'annotates its ingress under an empty key',
    reason: 'Kubernetes refuses it',
    spec: specWith({
      interfaces: [
        {
          name: 'http',
          port: 80,
          ingress: { annotations: { '': 'x' }, rules: [] },
        },
      ],
    }),
    field: 'interfaces[0].ingress.annotations',
    says: ['a key is not that of an annotation'],
  },
  {
    does: 'wants nodes with a label no node can have',
    reason: 'instances would wait for ever',
    spec: specWith({ nodeSelector: { disk: 'ssd,nvme' } }),
    field: 'nodeSelector',
    says: ['a value is not that of a label'],
  },
  {
    does: 'wants nodes by a key no node can have',
    reason: 'Kubernetes refuses it',
    spec: specWith({ nodeSelector: { '-disk': 'ssd' } }),
    field: 'nodeSelector',
    says: ['a key is not that of a label'],
  },
  {
    does: 'asks for a resource nobody knows',
    reason: 'Kubernetes knows cpu, memory and what nodes offer by full name',
    spec: specWith({ resources: { requests: { cpus: '1' } } }),
    field: 'resources.requests',
    says: ['a key is not that of a resource', 'use cpu, memory'],
  },
];

/** Manifests with texts whose grammar is Kubernetes' own. */
export const badWords: readonly BadManifest[] = [
  ...schedules,
  ...keysAndValues,
];
