import { aSpec } from '../testing/fixtures';
import { fromServerPath, sectionOfKey } from './fieldKey';
import { keyToPath } from './keyToPath';

const spec = aSpec();

describe('the key of a field that the server names', () => {
  it.each([
    { path: 'spec.image.tag', want: 'image.tag' },
    { path: 'spec.interfaces[0].port', want: 'interfaces.0.port' },
    { path: 'spec.interfaces.0.port', want: 'interfaces.0.port' },
    { path: 'spec.interfaces[http].port', want: 'interfaces.0.port' },
    { path: 'spec.env[DATABASE_URL].value', want: 'env.1.value' },
    {
      path: 'spec.resources.requests.memory',
      want: 'resources.requests.memory',
    },
    { path: 'spec', want: '' },
  ])('is $want for $path', ({ path, want }) => {
    expect(fromServerPath(path, spec)).toBe(want);
  });
});

describe('the path of a key', () => {
  it.each([
    { key: 'interfaces.0.port', want: 'interfaces[http].port' },
    { key: 'env.0.value', want: 'env[LOG_LEVEL]' },
    { key: 'image.tag', want: 'image.tag' },
    { key: 'env.7.name', want: 'env[7]' },
  ])('names the thing instead of its place: $want', ({ key, want }) => {
    expect(keyToPath(key, spec)).toBe(want);
  });
});

describe('the section of a key', () => {
  it('is the page on which the field is changed', () => {
    expect(sectionOfKey('interfaces.0.port')).toBe('network');
    expect(sectionOfKey('replicas')).toBe('scale');
  });
});
