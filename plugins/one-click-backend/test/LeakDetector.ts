import {
  createServiceFactory,
  coreServices,
} from '@backstage/backend-plugin-api';
import type {
  AuditorService,
  RootLoggerService,
} from '@backstage/backend-plugin-api';

/** Gathers all that leaves the plugin, and looks for secrets in it. */
export class LeakDetector {
  readonly #texts = new Map<string, string[]>();
  readonly #markers: string[] = [];

  /** A value that nothing may ever show. */
  marker(what: string): string {
    const marker = `mk-${what}-${this.#markers.length}-zQ7vX2`;
    this.#markers.push(marker);
    return marker;
  }

  /** Keeps a text that was seen somewhere. */
  see(where: string, text: string): void {
    const texts = this.#texts.get(where) ?? [];
    texts.push(text);
    this.#texts.set(where, texts);
  }

  /** How many texts were seen somewhere. */
  count(where: string): number {
    return this.#texts.get(where)?.length ?? 0;
  }

  /** Each marker that was seen, and where; as text, or in base64 however it is aligned. */
  leaks(): readonly string[] {
    return [...this.#texts].flatMap(([where, texts]) =>
      this.#markers
        .filter(marker =>
          spellings(marker).some(each =>
            texts.some(text => text.includes(each)),
          ),
        )
        .map(marker => `${marker} in ${where}`),
    );
  }

  /** `fetch`, with each answer seen. */
  fetch: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    const isStream = response.headers
      .get('content-type')
      ?.includes('event-stream');
    if (!isStream) {
      this.see('API answers', await response.clone().text());
    }
    return response;
  };

  /** Services of the host that write down what they are told. */
  features() {
    const logger = this.#logger();
    const see = (entry: object) =>
      this.see('audit log', JSON.stringify(entry, withErrors));
    const auditor: AuditorService = {
      async createEvent(options) {
        const { request: _, ...event } = options;
        see(event);
        return {
          success: async meta => see({ ...meta }),
          fail: async failure => see(failure),
        };
      },
    };
    return [
      createServiceFactory({
        service: coreServices.rootLogger,
        deps: {},
        factory: () => logger,
      }),
      createServiceFactory({
        service: coreServices.auditor,
        deps: {},
        factory: () => auditor,
      }),
    ];
  }

  #logger(): RootLoggerService {
    const write = (message: string | Error, meta?: object | Error) =>
      this.see('logs', JSON.stringify([message, meta], withErrors));
    const logger: RootLoggerService = {
      error: write,
      warn: write,
      info: write,
      debug: write,
      child: () => logger,
    };
    return logger;
  }
}

function spellings(marker: string): readonly string[] {
  const encoded = [0, 1, 2].map(shift =>
    Buffer.from(`${' '.repeat(shift)}${marker}`)
      .toString('base64')
      .slice(shift === 0 ? 0 : 4, -4),
  );
  return [marker, encodeURIComponent(marker), ...encoded];
}

/** Errors with all that they carry: hosts log stacks and fields. */
function withErrors(_key: string, value: unknown): unknown {
  return value instanceof Error
    ? { ...value, name: value.name, message: value.message, stack: value.stack }
    : value;
}
