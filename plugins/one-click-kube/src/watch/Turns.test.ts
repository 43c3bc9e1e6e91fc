import { settle } from '../../test';
import { Turns } from './Turns';

describe('Turns', () => {
  it('lets one through at a time, in the order they came', async () => {
    const turns = new Turns();
    const { signal } = new AbortController();
    const passed: string[] = [];
    const take = async (name: string) => {
      const end = await turns.take(signal);
      passed.push(name);
      return end;
    };
    const first = await take('first');
    const second = take('second');
    const third = take('third');
    await settle();
    expect(passed).toEqual(['first']);

    first();
    (await second)();
    (await third)();
    expect(passed).toEqual(['first', 'second', 'third']);
  });

  it('goes on without those who gave up waiting', async () => {
    const turns = new Turns();
    const gaveUp = new AbortController();
    const { signal } = new AbortController();
    const end = await turns.take(signal);
    const waiting = turns.take(gaveUp.signal);
    let passed = false;
    const behind = turns.take(signal).then(() => {
      passed = true;
    });
    gaveUp.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await settle();
    expect(passed).toBe(false);

    end();
    await behind;
    expect(passed).toBe(true);
  });
});
