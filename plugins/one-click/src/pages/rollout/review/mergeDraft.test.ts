import { aSpec } from '../../../testing/fixtures';
import { mergeDraft } from './mergeDraft';

const base = aSpec();
const mine = aSpec({
  replicas: 5,
  env: [...(base.env ?? []), { name: 'MINE', value: '1' }],
});
const theirs = {
  revision: 16,
  spec: aSpec({ replicas: 7, image: { ...base.image, tag: '2.5' } }),
};

describe('mergeDraft', () => {
  it('joins what fits together and keeps mine where I said so', () => {
    const draft = mergeDraft({
      base,
      mine,
      theirs,
      keep: { replicas: 'mine' },
    });

    expect(draft.base).toBe(theirs);
    expect(draft.spec.replicas).toBe(5);
    expect(draft.spec.image.tag).toBe('2.5');
    expect(draft.spec.env).toContainEqual({ name: 'MINE', value: '1' });
  });

  it('keeps theirs where I said so', () => {
    const draft = mergeDraft({
      base,
      mine,
      theirs,
      keep: { replicas: 'theirs' },
    });

    expect(draft.spec.replicas).toBe(7);
  });
});
