import { open, stat } from 'node:fs/promises';
import { isWrite, parseAuditEvent } from '@one-click/devcluster';
import type { AuditEvent } from '@one-click/devcluster';

const CHUNK_BYTES = 4 * 1024 * 1024;

/** Reads what an audit log gains, each line once: whole logs are long. */
export class AuditTail {
  readonly #file: string;
  #offset: number;
  #rest = '';

  /** From the log's present end on. */
  static async begin(file: string): Promise<AuditTail> {
    const { size } = await stat(file);
    return new AuditTail(file, size);
  }

  private constructor(file: string, offset: number) {
    this.#file = file;
    this.#offset = offset;
  }

  /** The events since the last call. */
  async read(): Promise<AuditEvent[]> {
    const events: AuditEvent[] = [];
    const handle = await open(this.#file);
    try {
      const buffer = Buffer.alloc(CHUNK_BYTES);
      for (;;) {
        const { bytesRead } = await handle.read({
          buffer,
          position: this.#offset,
        });
        if (bytesRead === 0) {
          return events;
        }
        this.#offset += bytesRead;
        this.#take(buffer.toString('latin1', 0, bytesRead), events);
      }
    } finally {
      await handle.close();
    }
  }

  /** What a user wrote since the last call, Leases aside. */
  async readWrites(user: string): Promise<AuditEvent[]> {
    const events = await this.read();
    return events.filter(
      event =>
        event.user === user && isWrite(event) && event.resource !== 'leases',
    );
  }

  // Names are ASCII, so that Latin-1 is exact where it matters, and never cut.
  #take(text: string, events: AuditEvent[]): void {
    const lines = `${this.#rest}${text}`.split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      events.push(parseAuditEvent(line));
    }
  }
}
