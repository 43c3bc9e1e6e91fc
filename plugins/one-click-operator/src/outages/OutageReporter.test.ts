import {
  KubeUnavailableError,
  resources,
  systemClock,
} from '@one-click/backstage-plugin-one-click-kube';
import { OutageReporter } from './OutageReporter';

const MINUTE_MS = 60_000;

describe('OutageReporter', () => {
  let lines: string[];
  let reporter: OutageReporter;
  const cause = new KubeUnavailableError('away');
  const pods = { resource: resources.pods, cause };
  const services = { resource: resources.services, cause };

  beforeEach(() => {
    jest.useFakeTimers();
    lines = [];
    const log = (_: object, message: string) => lines.push(message);
    reporter = new OutageReporter({
      log: { info: log, warn: log },
      clock: systemClock,
    });
  });

  afterEach(() => {
    reporter.stop();
    jest.useRealTimers();
  });

  it('tells at once what breaks at once, and again each minute', () => {
    reporter.begin('pods', pods);
    reporter.begin('services', services);
    jest.advanceTimersByTime(1_000);
    const both = 'Cannot watch pods, services for now; it is tried again';

    expect(lines).toEqual([both]);

    jest.advanceTimersByTime(2 * MINUTE_MS);
    expect(lines).toEqual([both, both, both]);
  });

  it('says when all is well again', () => {
    reporter.begin('pods', pods);
    reporter.begin('services', services);
    jest.advanceTimersByTime(1_000);
    lines = [];
    reporter.end('pods');
    reporter.end('services');
    jest.advanceTimersByTime(2 * MINUTE_MS);

    expect(lines).toEqual(['Everything is watched again']);
  });

  it('keeps to itself what passes quickly', () => {
    reporter.begin('pods', pods);
    reporter.end('pods');
    jest.advanceTimersByTime(2 * MINUTE_MS);

    expect(lines).toEqual([]);
  });

  it('speaks no more often than once a minute, however often things break', () => {
    for (let second = 0; second < 120; second += 1) {
      reporter.begin('pods', pods);
      jest.advanceTimersByTime(1_000);
      reporter.end('pods');
    }

    expect(lines.filter(line => line.startsWith('Cannot'))).toHaveLength(2);
  });

  it('leaves nothing running once it is stopped', () => {
    reporter.begin('pods', pods);
    reporter.stop();

    expect(jest.getTimerCount()).toBe(0);
  });

  it('tells a single failure once', () => {
    reporter.note(pods);
    reporter.note(pods);
    jest.advanceTimersByTime(2 * MINUTE_MS);

    expect(lines).toHaveLength(1);
  });
});
