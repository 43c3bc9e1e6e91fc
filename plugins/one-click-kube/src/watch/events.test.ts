import { KubeExpiredError, KubeServerError } from '../errors';
import { parseWatchLine } from './events';

const request = 'GET /api/v1/pods';

function parse(line: object | string) {
  return parseWatchLine(
    typeof line === 'string' ? line : JSON.stringify(line),
    request,
  );
}

describe('parseWatchLine', () => {
  const object = { metadata: { name: 'a', resourceVersion: '7' } };

  it.each([
    ['ADDED', 'upsert'],
    ['MODIFIED', 'upsert'],
    ['DELETED', 'delete'],
  ])('takes %s for an %s', (type, expected) => {
    expect(parse({ type, object })).toEqual({
      type: expected,
      object,
      resourceVersion: '7',
    });
  });

  it('takes a bookmark for a version, and the marked one for the end of the start', () => {
    expect(parse({ type: 'BOOKMARK', object })).toEqual({
      type: 'bookmark',
      resourceVersion: '7',
      initialEventsEnd: false,
    });
    const annotations = { 'k8s.io/initial-events-end': 'true' };
    const marked = { metadata: { ...object.metadata, annotations } };
    expect(parse({ type: 'BOOKMARK', object: marked })).toMatchObject({
      initialEventsEnd: true,
    });
  });

  it('throws what the server says of an error', () => {
    const status = { code: 410, reason: 'Expired', message: 'too old' };
    const line = { type: 'ERROR', object: status };
    expect(() => parse(line)).toThrow(KubeExpiredError);
    expect(() => parse(line)).toThrow('too old (GET /api/v1/pods)');
  });

  it('throws on what it cannot read, rather than to lose an event', () => {
    expect(() => parse('{"type":"ADD')).toThrow(KubeServerError);
    expect(() => parse({ type: 'NEWS', object })).toThrow(
      "Unknown watch event 'NEWS'",
    );
  });
});
