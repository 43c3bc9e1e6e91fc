import { buildChildren } from './children';
import { rolloutWith } from './testing/aRollout';
import { storedQuantity } from './storedQuantity';

describe('storedQuantity', () => {
  it.each([
    ['1024Mi', '1Gi'],
    [2, '2'],
    ['2GB', '2GB'],
    ['', ''],
  ])('of %p is %p', (given, stored) => {
    expect(storedQuantity(given)).toBe(stored);
  });
});

describe('a rollout from before the schema had its rules (mode 25)', () => {
  it('is built as it is, for the API server to name what is wrong', () => {
    const children = buildChildren(
      rolloutWith({
        resources: { requests: { cpu: 'lots' }, limits: { memory: '1GB' } },
        env: [
          {
            name: 'A',
            valueFrom: {
              resourceFieldRef: { resource: 'limits.cpu', divisor: 'one' },
            },
          },
        ],
        volumes: [
          { name: 'a', mountPath: '/a', size: '2GB', onRemove: 'retain' },
          {
            name: 'b',
            mountPath: '/b',
            emptyDir: { sizeLimit: 'much' },
            onRemove: 'retain',
          },
        ],
        cronjobs: [{ name: 'j', schedule: '61 * * * *' }],
        interfaces: [{ name: 'http', port: 70_000 }],
      }),
    );
    const text = JSON.stringify(children);

    for (const value of ['"lots"', '"1GB"', '"one"', '"2GB"', '"much"']) {
      expect(text).toContain(value);
    }
    expect(text).toContain('"61 * * * *"');
    expect(text).toContain('70000');
  });
});
