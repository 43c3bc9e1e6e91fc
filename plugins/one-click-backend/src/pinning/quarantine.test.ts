import { isQuarantined } from './quarantine';

const nginx = { registry: 'docker.io', repository: 'library/nginx' };
const [A, B] = [`sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`];

describe('isQuarantined', () => {
  it.each([
    {
      does: 'goes by the tag where no digest is known',
      bad: { tag: '2.4', digest: undefined },
      candidate: { tag: '2.4' },
      want: true,
    },
    {
      does: 'lets other tags pass',
      bad: { tag: '2.4', digest: undefined },
      candidate: { tag: '2.5' },
      want: false,
    },
    {
      does: 'takes a bad tag that was pushed again for another image',
      bad: { tag: '2.4', digest: A },
      candidate: { tag: '2.4', digest: B },
      want: false,
    },
    {
      does: 'knows the bad image under another tag',
      bad: { tag: '2.4', digest: A },
      candidate: { tag: 'latest', digest: A },
      want: true,
    },
    {
      does: 'trusts no tag whose digest nobody knows',
      bad: { tag: '2.4', digest: A },
      candidate: { tag: '2.4' },
      want: true,
    },
  ])('$does', ({ bad, candidate, want }) => {
    expect(
      isQuarantined([{ ...nginx, ...bad }], { ...nginx, ...candidate }),
    ).toBe(want);
  });

  it('says nothing of another repository', () => {
    const bad = { ...nginx, tag: '2.4', digest: undefined };

    expect(
      isQuarantined([bad], {
        ...nginx,
        repository: 'library/redis',
        tag: '2.4',
      }),
    ).toBe(false);
  });
});
