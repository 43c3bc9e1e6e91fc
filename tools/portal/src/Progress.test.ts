import { createProgress } from './Progress';

describe('createProgress', () => {
  it('says what begins, and how long it took when it is done', async () => {
    const written: string[] = [];
    let now = 0;
    const progress = createProgress(
      text => written.push(text),
      () => now,
    );

    const result = await progress.during('Building', async () => {
      now = 2_345;
      return 'built';
    });

    expect(result).toBe('built');
    expect(written).toEqual(['… Building\n', '✓ Building (2.3 s)\n']);
  });

  it('does not call done what failed', async () => {
    const written: string[] = [];
    const progress = createProgress(text => written.push(text));

    await expect(
      progress.during('Building', async () => {
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(written).toEqual(['… Building\n']);
  });
});
