import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';

/** Twice what it takes for all that was sent to arrive. */
const QUIET_TURNS = 10;

/** One client's connection: bytes that go both ways, until something befalls them. */
class Wire {
  readonly #client: Socket;
  readonly #inner: Socket;

  constructor(client: Socket, inner: Socket) {
    this.#client = client;
    this.#inner = inner;
    client.pipe(inner).pipe(client);
    for (const socket of [client, inner]) {
      socket.setNoDelay(true);
      // What ends is told by 'close'; how it ended is of no interest here.
      socket.on('error', () => {});
      socket.once('close', () => this.#endOther(socket));
    }
  }

  /** As a network does: a reset, and what was not read yet is lost. */
  reset(): void {
    this.#client.resetAndDestroy();
    this.#inner.destroy();
  }

  /** As a crash of the server: what it had sent arrives, then the connection ends. */
  async cut(): Promise<void> {
    await this.#settle();
    this.#client.destroySoon();
    this.#inner.destroy();
  }

  /**
   * As a firewall that forgot the connection: it stays open, and everything is
   * lost, at once or once what was sent has arrived.
   */
  async freeze(when: 'now' | 'settled'): Promise<void> {
    if (when === 'settled') {
      await this.#settle();
    }
    for (const socket of [this.#client, this.#inner]) {
      socket.unpipe();
      socket.removeAllListeners('data');
      socket.on('data', () => {});
    }
    this.#inner.removeAllListeners('close');
  }

  destroy(): void {
    this.#client.destroy();
    this.#inner.destroy();
  }

  async #settle(): Promise<void> {
    // TLS hands what was sent to the kernel a turn of the event loop later, from
    // where it takes turns to be read and written here.
    let read = -1;
    for (let quiet = 0; quiet < QUIET_TURNS; quiet += 1) {
      if (read !== this.#inner.bytesRead) {
        read = this.#inner.bytesRead;
        quiet = 0;
      }
      await setImmediate();
    }
  }

  #endOther(socket: Socket): void {
    const other = socket === this.#client ? this.#inner : this.#client;
    other.destroySoon();
  }
}

/**
 * Listens for clients and carries their bytes to the TLS server behind it, so
 * that a connection can be cut or frozen beneath TLS, as networks do.
 */
export class Wires {
  readonly #server: Server;
  readonly #innerPort: number;
  /** By the port under which the inner server sees them. */
  readonly #wires = new Map<number, Wire>();
  #accepted = 0;

  constructor(innerPort: number) {
    this.#innerPort = innerPort;
    this.#server = createServer(client => this.#accept(client));
  }

  /** Starts to listen on loopback; gives the port. */
  async listen(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(0, '127.0.0.1', () =>
        resolve(portOf(this.#server.address())),
      );
    });
  }

  /** How many connections clients have made so far. */
  get accepted(): number {
    return this.#accepted;
  }

  get(innerPort: number | undefined): Wire | undefined {
    return innerPort === undefined ? undefined : this.#wires.get(innerPort);
  }

  /** Nothing comes through those that are open now, idle or not. */
  async freeze(): Promise<void> {
    await Promise.all(
      [...this.#wires.values()].map(wire => wire.freeze('now')),
    );
  }

  async close(): Promise<void> {
    const closed = new Promise(resolve => this.#server.close(resolve));
    for (const wire of this.#wires.values()) {
      wire.destroy();
    }
    await closed;
  }

  #accept(client: Socket): void {
    this.#accepted += 1;
    client.pause();
    client.once('error', () => {});
    const inner = connect(this.#innerPort, '127.0.0.1');
    inner.once('error', () => client.destroy());
    inner.once('connect', () => {
      const port = portOf(inner.address());
      this.#wires.set(port, new Wire(client, inner));
      client.once('close', () => this.#wires.delete(port));
    });
  }
}

/** The port of a listening server's or connected socket's address. */
export function portOf(address: AddressInfo | object | string | null): number {
  if (typeof address === 'object' && address && 'port' in address) {
    return Number(address.port);
  }
  throw new Error('The socket has no port');
}
