import { aRollout } from '@one-click/backstage-plugin-one-click-common/testUtils';
import { isEdited } from './isEdited';

const before = aRollout();
const { metadata, spec } = before;

describe('isEdited', () => {
  it('finds no edit in the answer to our own write of the status', () => {
    const stored = {
      ...before,
      metadata: { ...metadata, resourceVersion: '102', managedFields: [{}] },
      status: { state: 'Healthy' as const },
    };
    expect(isEdited(before, stored)).toBe(false);
  });

  it('finds the edit that came between our look and our write', () => {
    const generation = (metadata.generation ?? 1) + 1;
    const stored = {
      ...before,
      metadata: { ...metadata, generation, resourceVersion: '102' },
      spec: { ...spec, suspend: true },
    };
    expect(isEdited(before, stored)).toBe(true);
  });

  it('finds an annotation that came meanwhile', () => {
    const annotations = { 'one-click.dev/restartedAt': 'now' };
    const stored = { ...before, metadata: { ...metadata, annotations } };
    expect(isEdited(before, stored)).toBe(true);
  });
});
