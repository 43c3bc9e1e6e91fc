import { escapeLabel, header, sample, toText } from './format';

/** Label values by label names. */
export type Labels<Name extends string = string> = Readonly<
  Record<Name, string>
>;

/** What a metric is called, and what it tells. */
export interface MetricOptions<Name extends string> {
  readonly name: string;
  readonly help: string;
  /** Names of its labels; every value of it carries all of them. */
  readonly labels?: readonly Name[];
}

interface Metric {
  readonly name: string;
  render(): readonly string[];
}

/** Values by labels, in the order of their coming. */
class Series<Name extends string, Value> {
  readonly #names: readonly Name[];
  readonly #values = new Map<string, Value>();

  constructor(names: readonly Name[] = []) {
    this.#names = names;
  }

  update(labels: Labels<Name>, change: (before: Value | undefined) => Value) {
    const key = this.#names
      .map(name => `${name}="${escapeLabel(labels[name])}"`)
      .join(',');
    this.#values.set(key, change(this.#values.get(key)));
  }

  clear(): void {
    this.#values.clear();
  }

  map(render: (labels: string, value: Value) => string): string[] {
    return [...this.#values].map(([labels, value]) => render(labels, value));
  }
}

/** Counts, and never goes back. */
export class Counter<Name extends string = never> implements Metric {
  readonly name: string;
  readonly #options: MetricOptions<Name>;
  readonly #series: Series<Name, number>;

  constructor(options: MetricOptions<Name>) {
    this.name = options.name;
    this.#options = options;
    this.#series = new Series(options.labels);
  }

  /** Adds 1, or as much as is said; 0 makes a value known that was never counted. */
  add(labels: Labels<Name>, amount: number = 1): void {
    this.#series.update(labels, (before = 0) => before + amount);
  }

  render(): string[] {
    return [
      ...header(this.#options, 'counter'),
      ...this.#series.map((labels, value) => sample(this.name, labels, value)),
    ];
  }
}

/** How much there is of something right now. */
export class Gauge<Name extends string = never> implements Metric {
  readonly name: string;
  readonly #options: MetricOptions<Name>;
  readonly #series: Series<Name, number>;
  readonly #measure: ((gauge: Gauge<Name>) => void) | undefined;

  /** With `measure`, values are asked for at each scrape, and others forgotten. */
  constructor(
    options: MetricOptions<Name> & {
      readonly measure?: (gauge: Gauge<Name>) => void;
    },
  ) {
    this.name = options.name;
    this.#options = options;
    this.#series = new Series(options.labels);
    this.#measure = options.measure;
  }

  set(labels: Labels<Name>, value: number): void {
    this.#series.update(labels, () => value);
  }

  render(): string[] {
    if (this.#measure) {
      this.#series.clear();
      this.#measure(this);
    }
    return [
      ...header(this.#options, 'gauge'),
      ...this.#series.map((labels, value) => sample(this.name, labels, value)),
    ];
  }
}

interface Buckets {
  /** How many fell into each bucket, and into none of them. */
  readonly counts: number[];
  sum: number;
}

/** How values spread. */
export class Histogram<Name extends string = never> implements Metric {
  readonly name: string;
  readonly #options: MetricOptions<Name>;
  readonly #bounds: readonly number[];
  readonly #series: Series<Name, Buckets>;

  /** `bounds` are the buckets' upper ends, in rising order. */
  constructor(
    options: MetricOptions<Name> & { readonly bounds: readonly number[] },
  ) {
    this.name = options.name;
    this.#options = options;
    this.#bounds = options.bounds;
    this.#series = new Series(options.labels);
  }

  observe(labels: Labels<Name>, value: number): void {
    const found = this.#bounds.findIndex(bound => value <= bound);
    const index = found === -1 ? this.#bounds.length : found;
    this.#series.update(labels, before => {
      const buckets = before ?? {
        counts: Array<number>(this.#bounds.length + 1).fill(0),
        sum: 0,
      };
      buckets.counts[index] = (buckets.counts[index] ?? 0) + 1;
      buckets.sum += value;
      return buckets;
    });
  }

  render(): string[] {
    return [
      ...header(this.#options, 'histogram'),
      ...this.#series.map((labels, buckets) =>
        this.#renderBuckets(labels, buckets),
      ),
    ];
  }

  #renderBuckets(labels: string, { counts, sum }: Buckets): string {
    let total = 0;
    const lines = counts.map((count, index) => {
      total += count;
      const bound = this.#bounds[index] ?? Infinity;
      const le = `le="${toText(bound)}"`;
      const all = labels === '' ? le : `${labels},${le}`;
      return sample(`${this.name}_bucket`, all, total);
    });
    lines.push(sample(`${this.name}_sum`, labels, sum));
    lines.push(sample(`${this.name}_count`, labels, total));
    return lines.join('\n');
  }
}

/** Metrics that are scraped together. */
export class Registry {
  readonly #metrics = new Map<string, Metric>();

  /** Takes a metric in and gives it back; throws if the name is taken. */
  add<M extends Metric>(metric: M): M {
    if (this.#metrics.has(metric.name)) {
      throw new Error(`There is a metric '${metric.name}' already`);
    }
    this.#metrics.set(metric.name, metric);
    return metric;
  }

  /** All of them in Prometheus' text format. */
  render(): string {
    const lines = [...this.#metrics.values()].flatMap(metric =>
      metric.render(),
    );
    return `${lines.join('\n')}\n`;
  }
}
