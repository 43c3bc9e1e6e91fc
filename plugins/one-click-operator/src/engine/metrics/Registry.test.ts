import { Counter, Gauge, Histogram, Registry } from './Registry';

describe('Registry', () => {
  it('tells of counters by their labels', () => {
    const registry = new Registry();
    const requests = registry.add(
      new Counter({
        name: 'requests_total',
        help: 'Requests',
        labels: ['code', 'method'],
      }),
    );

    requests.add({ code: '200', method: 'GET' });
    requests.add({ method: 'GET', code: '200' }, 2);
    requests.add({ code: '<error>', method: 'PATCH' }, 0);

    expect(registry.render()).toBe(
      [
        '# HELP requests_total Requests',
        '# TYPE requests_total counter',
        'requests_total{code="200",method="GET"} 3',
        'requests_total{code="<error>",method="PATCH"} 0',
        '',
      ].join('\n'),
    );
  });

  it('tells of a metric without labels, and of one that nothing is known of', () => {
    const registry = new Registry();
    registry.add(new Counter({ name: 'a_total', help: 'A' })).add({}, 1.5);
    registry.add(new Counter({ name: 'b_total', help: 'B' }));

    expect(registry.render()).toBe(
      [
        '# HELP a_total A',
        '# TYPE a_total counter',
        'a_total 1.5',
        '# HELP b_total B',
        '# TYPE b_total counter',
        '',
      ].join('\n'),
    );
  });

  it('asks for the values of a gauge at each scrape, and forgets what is gone', () => {
    const registry = new Registry();
    const sizes = new Map([
      ['Pod', 3],
      ['Secret', 1],
    ]);
    const gauge = new Gauge({
      name: 'objects',
      help: 'Objects',
      labels: ['kind'],
      measure: it => sizes.forEach((size, kind) => it.set({ kind }, size)),
    });
    registry.add(gauge);
    expect(registry.render()).toContain('objects{kind="Secret"} 1');

    sizes.delete('Secret');
    sizes.set('Pod', 4);

    expect(registry.render()).toContain('objects{kind="Pod"} 4');
    expect(registry.render()).not.toContain('Secret');
  });

  it('adds a histogram up from bucket to bucket', () => {
    const registry = new Registry();
    const seconds = registry.add(
      new Histogram({
        name: 'seconds',
        help: 'Seconds',
        labels: ['verb'],
        bounds: [0.1, 1],
      }),
    );

    [0.05, 0.1, 0.5, 7].forEach(value => {
      seconds.observe({ verb: 'GET' }, value);
    });

    expect(registry.render()).toBe(
      [
        '# HELP seconds Seconds',
        '# TYPE seconds histogram',
        'seconds_bucket{verb="GET",le="0.1"} 2',
        'seconds_bucket{verb="GET",le="1"} 3',
        'seconds_bucket{verb="GET",le="+Inf"} 4',
        'seconds_sum{verb="GET"} 7.65',
        'seconds_count{verb="GET"} 4',
        '',
      ].join('\n'),
    );
  });

  it('escapes what would end a label or a line', () => {
    const registry = new Registry();
    const counter = new Counter({
      name: 'c_total',
      help: 'A \\ and\na line',
      labels: ['path'],
    });
    registry.add(counter).add({ path: 'C:\\ "x"\n' });

    expect(registry.render().split('\n')).toEqual([
      '# HELP c_total A \\\\ and\\na line',
      '# TYPE c_total counter',
      'c_total{path="C:\\\\ \\"x\\"\\n"} 1',
      '',
    ]);
  });

  it.each([
    { value: Infinity, text: '+Inf' },
    { value: -Infinity, text: '-Inf' },
    { value: NaN, text: 'NaN' },
    { value: 1e21, text: '1e+21' },
  ])('writes $value as $text', ({ value, text }) => {
    const gauge = new Gauge({ name: 'g', help: 'G' });
    gauge.set({}, value);

    expect(gauge.render().at(-1)).toBe(`g ${text}`);
  });

  it('refuses two metrics of one name', () => {
    const registry = new Registry();
    registry.add(new Counter({ name: 'c_total', help: 'C' }));

    expect(() =>
      registry.add(new Counter({ name: 'c_total', help: 'C' })),
    ).toThrow("There is a metric 'c_total' already");
  });
});
