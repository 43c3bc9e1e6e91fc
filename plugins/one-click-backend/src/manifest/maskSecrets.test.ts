import { maskSecrets } from './maskSecrets';

const MARKER = 'marker-value';
const copy = {
  annotations: {
    'kubectl.kubernetes.io/last-applied-configuration': `{"data":"${MARKER}"}`,
    team: 'shop',
  },
};
const bare = { annotations: { team: 'shop' } };

it.each([
  {
    what: 'a Secret',
    kind: 'Secret',
    object: {
      metadata: { name: 'keys', ...copy },
      data: { TOKEN: MARKER, EMPTY: '' },
      stringData: { OTHER: MARKER },
    },
    wanted: {
      metadata: { name: 'keys', ...bare },
      data: { TOKEN: '(hidden)', EMPTY: '(hidden)' },
      stringData: { OTHER: '(hidden)' },
    },
  },
  {
    what: 'a Rollout in plain text',
    kind: 'Rollout',
    object: {
      metadata: copy,
      spec: {
        image: { repository: 'web', password: MARKER },
        secrets: [{ name: 'TOKEN', value: MARKER }],
      },
    },
    wanted: {
      metadata: bare,
      spec: { image: { repository: 'web' }, secrets: [{ name: 'TOKEN' }] },
    },
  },
  {
    what: 'the copy that kubectl keeps of anything',
    kind: 'ConfigMap',
    object: { metadata: copy, data: { a: 'b' } },
    wanted: { metadata: bare, data: { a: 'b' } },
  },
])('hides the secrets of $what', ({ kind, object, wanted }) => {
  const masked = maskSecrets(kind, object);

  expect(masked).toEqual(wanted);
  expect(JSON.stringify(masked)).not.toContain(MARKER);
});
