import { ManualClock } from '../../../test/ManualClock';
import { collectGarbage } from './collectGarbage';
import { HeapTrimmer } from './HeapTrimmer';

function aTrimmer() {
  const clock = new ManualClock();
  const collections: number[] = [];
  const trimmer = new HeapTrimmer({
    clock,
    collect: () => {
      collections.push(clock.elapsed());
    },
  });
  const work = (times: number) => {
    for (let done = 0; done < times; done += 1) {
      trimmer.note();
    }
  };
  return { clock, collections, trimmer, work };
}

describe('HeapTrimmer', () => {
  it('has the heap collected once, when much work is followed by rest', async () => {
    const { clock, collections, work } = aTrimmer();

    work(60);
    await clock.advance(2_000);
    work(60);
    await clock.advance(2_999);
    expect(collections).toEqual([]);

    await clock.advance(1);
    expect(collections).toHaveLength(1);

    await clock.advance(60_000);
    expect(collections).toHaveLength(1);
  });

  it('waits until a little work at a time has become much', async () => {
    const { clock, collections, work } = aTrimmer();

    work(99);
    await clock.advance(60_000);
    expect(collections).toEqual([]);

    work(1);
    await clock.advance(3_000);
    expect(collections).toHaveLength(1);
  });

  it('does nothing more once it was stopped', async () => {
    const { clock, collections, trimmer, work } = aTrimmer();

    work(200);
    trimmer.stop();
    await clock.advance(60_000);

    expect(collections).toEqual([]);
  });
});

describe('collectGarbage', () => {
  it('lets go of what nothing refers to', () => {
    let litter: number[] | undefined = Array.from(
      { length: 2_000_000 },
      Number,
    );
    const before = process.memoryUsage().heapUsed;
    expect(litter).toHaveLength(2_000_000);

    litter = undefined;
    collectGarbage();

    expect(process.memoryUsage().heapUsed).toBeLessThan(before - 5_000_000);
  });
});
