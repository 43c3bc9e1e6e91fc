import type {
  LogLine,
  StreamMessage,
} from '@one-click/backstage-plugin-one-click-common';
import { ManualClock, settle } from '../../test/ManualClock';
import { createLogBudgets } from './LogBudget';
import { FLUSH_MS, LogQueue } from './LogQueue';

type Logs = Extract<StreamMessage, { type: 'logs' }>;

describe('lines on their way to a reader', () => {
  function setUp(bytesPerSecond = 100_000_000) {
    const clock = new ManualClock();
    const sent: Logs[] = [];
    const sink = {
      isBlocked: false,
      send(message: StreamMessage) {
        sent.push(message as Logs);
      },
    };
    const budgets = createLogBudgets({ clock, bytesPerSecond });
    const budget = budgets.acquire('user:default/ana').value;
    const queue = new LogQueue({ topic: 'logs:shop/web', sink, budget, clock });
    const texts = () => sent.flatMap(({ lines }) => lines.map(l => l.text));
    return { budgets, clock, queue, sent, sink, texts };
  }

  const line = (second: number, text: string, pod = 'web-1'): LogLine => ({
    pod,
    container: 'web',
    at: new Date(second * 1000).toISOString(),
    text,
  });

  it('gathers lines into one message, by time', async () => {
    const { clock, queue, sent } = setUp();
    queue.push(line(2, 'b', 'web-2'));
    queue.push(line(1, 'a'));
    queue.push(line(2, 'c'));
    expect(sent).toEqual([]);
    await clock.advance(FLUSH_MS);

    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      topic: 'logs:shop/web',
      lines: [{ text: 'a' }, { text: 'b' }, { text: 'c' }],
      skipped: [],
    });
  });

  it('B14 keeps memory bounded for a slow reader, and says how many lines it skipped', async () => {
    const { clock, queue, sent, sink } = setUp();
    sink.isBlocked = true;
    for (let n = 0; n < 5_000; n += 1) {
      queue.push(line(n, `${n} ${'x'.repeat(1_000)}`));
    }
    await clock.advance(FLUSH_MS);
    expect(sent).toEqual([]);
    sink.isBlocked = false;
    await clock.advance(FLUSH_MS * 20);

    const lines = sent.flatMap(message => message.lines);
    expect(lines.at(-1)?.text.startsWith('4999 ')).toBe(true);
    expect(lines.length).toBeLessThan(600);
    expect(sent[0]?.skipped).toEqual([
      { pod: 'web-1', container: 'web', lines: 5_000 - lines.length },
    ]);
  });

  it('B14 lets whoever reads from a file wait for room', async () => {
    const { clock, queue, sink, texts } = setUp();
    sink.isBlocked = true;
    let hasPoured = false;
    const lines = Array.from({ length: 5_000 }, (_, n) =>
      line(n, `${n} ${'x'.repeat(1_000)}`),
    );
    const pouring = queue.pour(lines).then(() => {
      hasPoured = true;
    });
    await clock.advance(FLUSH_MS * 3);
    expect(hasPoured).toBe(false);
    sink.isBlocked = false;
    for (let turn = 0; turn < 40 && !hasPoured; turn += 1) {
      await clock.advance(FLUSH_MS);
    }
    await pouring;
    await clock.advance(FLUSH_MS * 20);

    expect(texts()).toHaveLength(5_000);
  });

  it('sends no faster than the person may read, over all streams', async () => {
    const { clock, queue, texts } = setUp(10_000);
    for (let n = 0; n < 400; n += 1) {
      queue.push(line(n, 'x'.repeat(1_000)));
    }
    await clock.advance(FLUSH_MS);
    const atOnce = texts().length;
    await clock.advance(10_000);
    const later = texts().length;

    expect(atOnce).toBeLessThan(200);
    expect(later).toBeGreaterThan(atOnce);
    expect(later).toBeLessThan(350);
  });

  it('gives one budget to all streams of a person', () => {
    const { budgets } = setUp();
    const one = budgets.acquire('user:default/ana').value;

    expect(budgets.acquire('user:default/ana').value).toBe(one);
    expect(budgets.acquire('user:default/bo').value).not.toBe(one);
  });

  it('forgets the number where some of what is missing was never counted', async () => {
    const { clock, queue, sent } = setUp();
    queue.skip({ pod: 'web-1', container: 'web' }, 3);
    queue.skip({ pod: 'web-1', container: 'web' });
    await clock.advance(FLUSH_MS);

    expect(sent[0]?.skipped).toEqual([{ pod: 'web-1', container: 'web' }]);
  });

  it('lets go of all who wait when it is closed', async () => {
    const { queue, sink } = setUp();
    sink.isBlocked = true;
    const pouring = queue.pour(
      Array.from({ length: 2_000 }, (_, n) => line(n, 'x'.repeat(1_000))),
    );
    await settle();
    queue.close();

    await expect(pouring).resolves.toBeUndefined();
  });
});
