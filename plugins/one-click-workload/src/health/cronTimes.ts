import { Cron } from 'croner';

// Nothing is due oftener than each minute; more than this many are as good as countless.
const MAX_COUNTED = 60;
// In the hour that clocks leave out in spring, times do not exist: Kubernetes waits for the next day.
const MAX_LEAPS = 3;

/** A schedule in its time zone. */
export interface Timetable {
  readonly schedule: string;
  /** @defaultValue UTC, which the clock of nearly every cluster shows */
  readonly timeZone?: string | undefined;
}

/** Reads a timetable as Kubernetes does; `undefined` where there is no telling, as for `@every 1h`. */
function readTimetable({
  schedule,
  timeZone = 'UTC',
}: Timetable): Cron | undefined {
  try {
    // A question mark is another asterisk to Kubernetes, and means "now" to croner.
    const cron = new Cron(schedule.replaceAll('?', '*'), {
      paused: true,
      sloppyRanges: true,
      timezone: timeZone,
    });
    // It looks at the time zone no earlier than this.
    cron.match(new Date(0));
    return cron;
  } catch {
    return undefined;
  }
}

function nextOf(cron: Cron, after: number): number | undefined {
  let from = after;
  for (let leap = 0; leap < MAX_LEAPS; leap += 1) {
    const next = cron.nextRun(new Date(from));
    if (!next || cron.match(next)) {
      return next?.getTime();
    }
    from = next.getTime();
  }
  return undefined;
}

/** When a timetable comes round after a moment; `undefined` if it never does, or nobody can tell. Epoch milliseconds. */
export function nextTime(
  timetable: Timetable,
  after: number,
): number | undefined {
  const cron = readTimetable(timetable);
  return cron && nextOf(cron, after);
}

/** How often a timetable comes round from one moment to another, both included; at most 60. Epoch milliseconds. */
export function countTimes(
  timetable: Timetable,
  between: { readonly from: number; readonly to: number },
): number {
  const cron = readTimetable(timetable);
  let count = 0;
  let time = cron && nextOf(cron, between.from - 1);
  while (
    cron &&
    time !== undefined &&
    time <= between.to &&
    count < MAX_COUNTED
  ) {
    count += 1;
    time = nextOf(cron, time);
  }
  return count;
}

/** Whether a moment is one of a timetable's. Epoch milliseconds. */
export function isOnTime(timetable: Timetable, moment: number): boolean {
  return nextTime(timetable, moment - 1) === moment;
}
