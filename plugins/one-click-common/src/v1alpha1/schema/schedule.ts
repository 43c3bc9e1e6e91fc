import { text } from './primitives';
import { cel, matching, type Rule } from './rule';

const TOKEN = '[0-9a-z*/,?-]+';
const DURATION = '([0-9]+(\\.[0-9]*)?(ns|us|µs|ms|s|m|h))+';
const FIVE_FIELDS = `^${TOKEN}( +${TOKEN}){4}$`;
const FIVE_FIELDS_EXPRESSION = new RegExp(FIVE_FIELDS);

// Case means nothing to cron, and only one of the two judges can be told to ignore it.
const LOWER = 'self.lowerAscii()';

const MONTHS = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec';
const DAYS = 'sun|mon|tue|wed|thu|fri|sat';

interface CronField {
  readonly name: string;
  /** Good values, as a regular expression. */
  readonly value: string;
  readonly takes: string;
}

const FIELDS: readonly CronField[] = [
  { name: 'minute', value: '0*[1-5]?[0-9]', takes: '0 to 59' },
  { name: 'hour', value: '0*(1?[0-9]|2[0-3])', takes: '0 to 23' },
  {
    name: 'day of the month',
    value: '0*([1-9]|[12][0-9]|3[01])',
    takes: '1 to 31',
  },
  {
    name: 'month',
    value: `(0*([1-9]|1[0-2])|${MONTHS})`,
    takes: '1 to 12 or JAN to DEC',
  },
  {
    name: 'day of the week',
    value: `(0*[0-6]|${DAYS})`,
    takes: '0 (Sunday) to 6 or SUN to SAT',
  },
];

const PLACES = ['first', 'second', 'third', 'fourth', 'fifth'];

/** A rule about one of the five fields; without five of them another rule complains. */
function fieldRule({ name, value, takes }: CronField, index: number) {
  const item = `([*?]|${value}(-${value})?)(/0*[1-9][0-9]*)?`;
  const source = `^(${TOKEN} +){${index}}${item}(,${item})*( |$)`;
  const expression = new RegExp(source);
  const rule: Rule<string> = {
    cel: `!${LOWER}.matches(r'${FIVE_FIELDS}') || ${LOWER}.matches(r'${source}')`,
    message: `the ${name} takes ${takes}, and steps of 1 or more: correct the ${PLACES[index]} field`,
    holds: schedule => {
      const lower = schedule.toLowerCase();
      return !FIVE_FIELDS_EXPRESSION.test(lower) || expression.test(lower);
    },
  };
  return rule;
}

const NUMBERS = '[0-9]{1,3}-[0-9]{1,3}';
const WORDS = '[a-z]{3}-[a-z]{3}';
// Where a word stands in it is its rank; a range never mixes days and months.
const RANKED = `${DAYS}|${MONTHS}`;

function runsForward(range: string): boolean {
  const [from = '', to = ''] = range.split('-');
  return /^[0-9]/.test(from)
    ? Number(from) <= Number(to)
    : RANKED.indexOf(from) <= RANKED.indexOf(to);
}

const rangesRunForward: Rule<string> = {
  cel: `self.findAll('${NUMBERS}').all(r, int(r.split('-')[0]) <= int(r.split('-')[1])) && ${LOWER}.findAll('${WORDS}').all(r, '${RANKED}'.indexOf(r.split('-')[0]) <= '${RANKED}'.indexOf(r.split('-')[1]))`,
  message:
    'a range runs backwards: write the smaller one first, or two ranges such as "22-23,0-5"',
  holds: schedule =>
    [
      ...(schedule.match(new RegExp(NUMBERS, 'g')) ?? []),
      ...(schedule.toLowerCase().match(new RegExp(WORDS, 'g')) ?? []),
    ].every(runsForward),
};

/** When a job runs, in the words of cron that Kubernetes takes. */
export const schedule = cel(
  text('When it runs: five fields of cron, or a word such as @daily.', 128),
  matching(
    `^[0-9A-Za-z*/,?-]+( +[0-9A-Za-z*/,?-]+){4}$|^@(yearly|annually|monthly|weekly|daily|midnight|hourly)$|^@every ${DURATION}$`,
    'must be five fields such as "0 3 * * *", or a word such as @daily: correct it',
  ),
  ...FIELDS.map(fieldRule),
  rangesRunForward,
);
