import { ConfigReader } from '@backstage/config';
import { readStreams } from './readStreams';

const read = (streams: object) =>
  readStreams(new ConfigReader({ oneClick: { streams } }));

it('has limits that suit people, unless told otherwise', () => {
  expect(readStreams(new ConfigReader({}))).toEqual({
    streamsPerUser: 20,
    topicsPerUser: 100,
    logBytesPerSecond: 1_000_000,
  });
  expect(read({ streamsPerUser: 5 })).toMatchObject({ streamsPerUser: 5 });
});

it.each(['streamsPerUser', 'topicsPerUser', 'logBytesPerSecond'])(
  'refuses a %s that is no number to count with',
  key => {
    expect(() => read({ [key]: 0 })).toThrow(
      `oneClick.streams.${key} is 0: it should be a whole number above 0`,
    );
    expect(() => read({ [key]: 1.5 })).toThrow(`oneClick.streams.${key}`);
  },
);
