import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { objectPath, readObjects } from './objects';

describe('objectPath', () => {
  it.each([
    {
      object: {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'web', namespace: 'n' },
      },
      want: '/api/v1/namespaces/n/services/web',
    },
    {
      object: {
        apiVersion: 'storage.k8s.io/v1',
        kind: 'StorageClass',
        metadata: { name: 'fast' },
      },
      want: '/apis/storage.k8s.io/v1/storageclasses/fast',
    },
  ])('is $want', ({ object, want }) => {
    expect(objectPath(object)).toBe(want);
  });

  it('says what to do about a kind it does not know', () => {
    const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' } };

    expect(() => objectPath(object)).toThrow("kind 'Pod': add its plural");
  });
});

describe('readObjects', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'objects-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('reads every document of every YAML file, in order of their names', async () => {
    await writeFile(join(folder, 'b.yaml'), 'kind: Third\n');
    await writeFile(join(folder, 'a.yml'), 'kind: First\n---\nkind: Second\n');
    await writeFile(join(folder, 'README.md'), '# none\n');

    const objects = await readObjects(folder);

    expect(objects.map(({ kind }) => kind)).toEqual([
      'First',
      'Second',
      'Third',
    ]);
  });

  it('finds nothing in a folder that is not there', async () => {
    expect(await readObjects(join(folder, 'none'))).toEqual([]);
  });
});
