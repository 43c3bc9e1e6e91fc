import { countTimes, isOnTime, nextTime } from './cronTimes';

const at = (text: string) => Date.parse(text);
const text = (millis: number | undefined) =>
  millis === undefined ? undefined : new Date(millis).toISOString();

describe('nextTime', () => {
  it.each<[string, string | undefined, string, string]>([
    [
      '0 3 * * *',
      undefined,
      '2026-11-25T09:00:00Z',
      '2026-11-26T03:00:00.000Z',
    ],
    [
      '0 3 * * *',
      'Europe/Zurich',
      '2026-11-25T09:00:00Z',
      '2026-11-26T02:00:00.000Z',
    ],
    [
      '@midnight',
      undefined,
      '2026-11-25T09:00:00Z',
      '2026-11-26T00:00:00.000Z',
    ],
    [
      '5/15 0 ? * ?',
      undefined,
      '2026-11-25T00:05:00Z',
      '2026-11-25T00:20:00.000Z',
    ],
    // Kubernetes takes either of the two days where both are given.
    [
      '0 0 13 * FRI',
      undefined,
      '2026-11-25T09:00:00Z',
      '2026-11-27T00:00:00.000Z',
    ],
  ])('of %s in %s after %s is %s', (...row) => {
    const [schedule, timeZone, after, next] = row;
    expect(text(nextTime({ schedule, timeZone }, at(after)))).toBe(next);
  });

  it('leaves out the hour that clocks leave out in spring', () => {
    const timetable = { schedule: '30 2 * * *', timeZone: 'Europe/Zurich' };

    expect(text(nextTime(timetable, at('2026-03-28T12:00:00Z')))).toBe(
      '2026-03-30T00:30:00.000Z',
    );
  });

  it.each([
    ['@every 1h', undefined],
    ['0 0 31 2 *', undefined],
    ['0 3 * * *', 'No/Where'],
    ['nonsense', undefined],
  ])('of %s in %s is not known', (schedule, timeZone) => {
    expect(nextTime({ schedule, timeZone }, 0)).toBeUndefined();
  });
});

describe('countTimes', () => {
  it('counts both ends', () => {
    const between = {
      from: at('2026-11-25T03:00:00Z'),
      to: at('2026-11-27T03:00:00Z'),
    };

    expect(countTimes({ schedule: '0 3 * * *' }, between)).toBe(3);
  });

  it('gives up counting what came each minute for years', () => {
    const between = { from: 0, to: at('2026-11-27T03:00:00Z') };

    expect(countTimes({ schedule: '* * * * *' }, between)).toBe(60);
  });
});

describe('isOnTime', () => {
  it('knows the moments of a timetable from others', () => {
    const timetable = { schedule: '0 3 * * *' };

    expect(isOnTime(timetable, at('2026-11-25T03:00:00Z'))).toBe(true);
    expect(isOnTime(timetable, at('2026-11-25T02:00:00Z'))).toBe(false);
  });
});
