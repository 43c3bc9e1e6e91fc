import { maskSecrets } from './maskSecrets';

const MARKER = 'marker-value';
const copy = {
  annotations: {
    'kubectl.kubernetes.io/last-applied-configuration': `{"data":"${MARKER}"}`,
    team: 'shop',
  },
};

it.each([
  [
    'a Secret',
    'Secret',
    {
      metadata: { name: 'keys', ...copy },
      data: { TOKEN: MARKER, EMPTY: '' },
      stringData: { OTHER: MARKER },
    },
    {
      metadata: { name: 'keys', annotations: { team: 'shop' } },
      data: { TOKEN: '(hidden)', EMPTY: '(hidden)' },
      stringData: { OTHER: '(hidden)' },
    },
  ],
  [
    'a Rollout in plain text',
    'Rollout',
    {
      metadata: copy,
      spec: {
        image: { repository: 'web', password: MARKER },
        secrets: [{ name: 'TOKEN', value: MARKER }],
      },
    },
    {
      metadata: { annotations: { team: 'shop' } },
      spec: { image: { repository: 'web' }, secrets: [{ name: 'TOKEN' }] },
    },
  ],
  [
    'the copy that kubectl keeps of anything',
    'ConfigMap',
    { metadata: copy, data: { a: 'b' } },
    { metadata: { annotations: { team: 'shop' } }, data: { a: 'b' } },
  ],
])('hides the secrets of %s', (_, ...[kind, object, wanted]) => {
  const masked = maskSecrets(kind, object);

  expect(masked).toEqual(wanted);
  expect(JSON.stringify(masked)).not.toContain(MARKER);
});
