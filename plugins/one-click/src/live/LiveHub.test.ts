import type { StreamMessage } from '@one-click/backstage-plugin-one-click-common';
import { FakeStream } from '../testing/FakeStream';
import { aRolloutDetail } from '../testing/fixtures';
import { LiveHub } from './LiveHub';

interface Opened {
  readonly topics: readonly string[];
  readonly lastEventId: string | undefined;
}

class Tab {
  readonly stream = new FakeStream();
  readonly opened: Opened[] = [];
  readonly messages: StreamMessage[] = [];
  freshCount = 0;
  hidden = false;
  refuses = false;
  readonly hub = new LiveHub({
    open: (topics, options) => {
      this.opened.push({ topics, lastEventId: options.lastEventId });
      if (this.refuses) {
        throw new Error('no answer');
      }
      return this.stream.open(topics, options.signal);
    },
    onMessage: message => this.messages.push(message),
    onFresh: () => {
      this.freshCount += 1;
    },
    isHidden: () => this.hidden,
    jitter: () => 1,
  });

  async settle(ms: number = 0): Promise<void> {
    await jest.advanceTimersByTimeAsync(ms);
  }

  async setHidden(hidden: boolean): Promise<void> {
    this.hidden = hidden;
    document.dispatchEvent(new Event('visibilitychange'));
    await this.settle();
  }
}

const message: StreamMessage = { type: 'rollout', rollout: aRolloutDetail() };

describe('LiveHub', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('opens nothing before a page watches', async () => {
    const tab = new Tab();
    await tab.settle(1_000);

    expect(tab.opened).toEqual([]);
    expect(tab.hub.getStatus().phase).toBe('quiet');
  });

  it('opens one stream for the union of what its pages watch', async () => {
    const tab = new Tab();
    tab.hub.watch(['clusters', 'rollouts']);
    tab.hub.watch(['clusters']);
    await tab.settle();

    expect(tab.opened.map(({ topics }) => topics)).toEqual([
      ['clusters', 'rollouts'],
    ]);
    expect(tab.hub.getStatus().phase).toBe('live');
  });

  it('reads again what is older than a stream that cannot tell of before', async () => {
    const tab = new Tab();
    tab.hub.watch(['rollouts']);
    await tab.settle();

    expect(tab.freshCount).toBe(1);
  });

  it('resumes from the last event when a page changes, and reads nothing again', async () => {
    const tab = new Tab();
    const leave = tab.hub.watch(['rollouts']);
    await tab.settle();
    tab.stream.emit(message);
    await tab.settle();
    leave();
    tab.hub.watch(['project:shop']);
    await tab.settle();

    expect(tab.opened.at(-1)).toEqual({
      topics: ['project:shop'],
      lastEventId: 'fake-1',
    });
    expect(tab.freshCount).toBe(1);
  });

  it('does not open again when a page leaves what another still watches', async () => {
    const tab = new Tab();
    tab.hub.watch(['rollouts']);
    const leave = tab.hub.watch(['rollouts']);
    await tab.settle();
    leave();
    await tab.settle();

    expect(tab.opened).toHaveLength(1);
  });

  it('hands on what the stream tells', async () => {
    const tab = new Tab();
    tab.hub.watch(['rollouts']);
    await tab.settle();
    tab.stream.emit(message);
    await tab.settle();

    expect(tab.messages).toContainEqual(message);
  });

  it('opens a broken stream again, with longer and longer pauses while nothing answers', async () => {
    const tab = new Tab();
    tab.hub.watch(['rollouts']);
    await tab.settle();
    tab.refuses = true;
    tab.stream.break();
    await tab.settle();
    expect(tab.hub.getStatus().phase).toBe('reconnecting');

    await tab.settle(1_000);
    expect(tab.opened).toHaveLength(2);
    await tab.settle(1_999);
    expect(tab.opened).toHaveLength(2);
    await tab.settle(1);
    expect(tab.opened).toHaveLength(3);

    tab.refuses = false;
    await tab.settle(30_000);
    expect(tab.hub.getStatus().phase).toBe('live');
  });

  it('takes a stream without any beat for dead', async () => {
    const tab = new Tab();
    tab.hub.watch(['rollouts']);
    await tab.settle();
    await tab.settle(45_000);

    expect(tab.hub.getStatus().phase).toBe('reconnecting');
  });

  it('keeps a quiet stream that beats', async () => {
    const tab = new Tab();
    tab.hub.watch(['rollouts']);
    await tab.settle();
    for (let beat = 0; beat < 6; beat += 1) {
      tab.stream.emit({ type: 'beat' });
      await tab.settle(15_000);
    }

    expect(tab.opened).toHaveLength(1);
  });

  it('goes quiet while the tab is hidden, and catches up', async () => {
    const tab = new Tab();
    tab.hub.start();
    tab.hub.watch(['rollouts']);
    await tab.settle();
    tab.stream.emit(message);
    await tab.settle();

    await tab.setHidden(true);
    expect(tab.stream.topics).toEqual([]);
    expect(tab.hub.getStatus().phase).toBe('quiet');

    await tab.setHidden(false);
    expect(tab.opened.at(-1)?.lastEventId).toBe('fake-1');
  });

  it('stops for good when the server says that the reader may no longer look', async () => {
    const tab = new Tab();
    tab.hub.watch(['rollouts']);
    await tab.settle();
    tab.stream.emit({ type: 'bye', reason: 'revoked' });
    await tab.settle(60_000);

    expect(tab.hub.getStatus().phase).toBe('revoked');
    expect(tab.opened).toHaveLength(1);
  });
});
