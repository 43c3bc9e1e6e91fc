import { rolloutWith } from '../testing/aRollout';
import { buildFilesConfigMap } from './filesConfigMap';

describe('buildFilesConfigMap', () => {
  it('tells files apart by their place, whatever their order', () => {
    const a = { mountPath: '/a/settings.js', content: 'a' };
    const b = { mountPath: '/b/settings.js', content: '' };
    const first = buildFilesConfigMap(rolloutWith({ files: [a, b] }));

    expect(Object.values(first?.data ?? {})).toEqual(['a', '']);
    expect(buildFilesConfigMap(rolloutWith({ files: [b, a] }))?.data).toEqual(
      first?.data,
    );
  });

  it('makes none where all files come from elsewhere', () => {
    const files = [{ mountPath: '/a', secretRef: { name: 'tls' } }];

    expect(buildFilesConfigMap(rolloutWith({ files }))).toBeUndefined();
  });
});
