import { rolloutSpecSchema } from '@one-click/backstage-plugin-one-click-common/v1alpha1/schema';
import { buildSpec } from './buildSpec';

const nginx = {
  registry: 'docker.io',
  repository: 'library/nginx',
  tag: '1.27',
};

describe('buildSpec', () => {
  it.each([
    {
      does: 'runs an image nobody reaches',
      shape: { image: 'nginx:1.27' },
      want: { image: nginx },
    },
    {
      does: 'gives it a name inside the cluster by its port',
      shape: { image: 'nginx:1.27', port: 80, host: '' },
      want: { image: nginx, interfaces: [{ name: 'http', port: 80 }] },
    },
    {
      does: 'gives it an address',
      shape: { image: 'nginx:1.27', port: 80, host: 'a.example', tls: true },
      want: {
        image: nginx,
        interfaces: [
          {
            name: 'http',
            port: 80,
            ingress: {
              rules: [
                { host: 'a.example', path: '/', pathType: 'Prefix', tls: true },
              ],
            },
          },
        ],
      },
    },
    {
      does: 'takes any other field as it stands in the spec',
      shape: {
        spec: { image: nginx, suspend: true, env: [{ name: 'A', value: '1' }] },
        env: { B: 'two=2\n' },
        replicas: 3,
      },
      want: {
        image: nginx,
        suspend: true,
        env: [{ name: 'B', value: 'two=2\n' }],
        replicas: 3,
      },
    },
  ])('$does', ({ shape, want }) => {
    const spec = buildSpec(shape);

    expect(spec).toEqual(want);
    expect(() => rolloutSpecSchema.parse(spec)).not.toThrow();
  });

  it('asks for an image', () => {
    expect(() => buildSpec({ port: 80 })).toThrow(
      "Neither 'image' nor 'spec.image' names an image",
    );
  });

  it('asks for the port of an address', () => {
    expect(() => buildSpec({ image: 'nginx', host: 'a.example' })).toThrow(
      "Host 'a.example' needs a 'port'",
    );
  });
});
