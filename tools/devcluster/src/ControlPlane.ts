import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ApiClient } from './apiClient';
import type { Binaries } from './binaries';
import { recordProcess } from './clusterFolder';
import { Component } from './Component';
import {
  buildApiServerArgs,
  buildControllerManagerArgs,
  buildEtcdArgs,
  buildKwokArgs,
  buildMetricsServerArgs,
  buildSchedulerArgs,
} from './componentArgs';
import { portReleased } from './freePorts';
import type { Layout } from './layout';
import { GaveUpError, waitFor } from './waitFor';

// All but the API server end in well under a second when asked to.
const STOP_GRACE_MS = 2_000;

// It waits for open watches before it ends, which in tests never end first.
const API_SERVER_GRACE_MS = 0;

/** What a control plane is started from. */
export interface ControlPlaneOptions {
  readonly binaries: Binaries;
  readonly layout: Layout;
  readonly apiServerArgs: readonly string[];
  /** Acts as admin. */
  readonly admin: ApiClient;
}

/** The programs of one cluster, started in order and stopped in reverse. */
export class ControlPlane {
  readonly #options: ControlPlaneOptions;
  readonly #components: Component[] = [];
  #apiServer: Component | undefined;

  constructor(options: ControlPlaneOptions) {
    this.#options = options;
  }

  /**
   * Starts all programs; done when the API server is ready. What is defined
   * `beforeControllers` is known to them from the start: the garbage collector
   * looks for new kinds only every half minute.
   */
  async start(beforeControllers: () => Promise<void>): Promise<void> {
    const { layout } = this.#options;
    await mkdir(layout.logs, { recursive: true });
    await this.#run('etcd', buildEtcdArgs(layout));
    await this.startApiServer();
    await beforeControllers();
    await this.#run(
      'kube-controller-manager',
      buildControllerManagerArgs(layout),
    );
    await this.#run('kube-scheduler', buildSchedulerArgs(layout));
    await this.#run('metrics-server', buildMetricsServerArgs(layout));
    await this.#runKwok();
  }

  async startApiServer(): Promise<void> {
    if (this.#apiServer?.running) {
      return;
    }
    const { layout, apiServerArgs } = this.#options;
    const args = buildApiServerArgs(layout, apiServerArgs);
    this.#apiServer = await this.#launch('kube-apiserver', args);
    await this.#ready(this.#apiServer);
  }

  async stopApiServer(): Promise<void> {
    const { ports, bindAddress } = this.#options.layout;
    await this.#apiServer?.stop(API_SERVER_GRACE_MS);
    await portReleased(ports.apiserver, bindAddress);
  }

  /** Ends all programs. Safe to repeat, and after a start that failed. */
  async stop(): Promise<void> {
    const [etcd, ...others] = this.#components;
    // Etcd goes last, or the others would fill their logs with its absence.
    await Promise.all([
      ...others.map(component => component.stop(STOP_GRACE_MS)),
      this.#apiServer?.stop(API_SERVER_GRACE_MS),
    ]);
    await etcd?.stop(STOP_GRACE_MS);
  }

  /** Throws, with the end of its log, if any program has ended by itself. */
  check(): void {
    const ended = this.#components.find(component => !component.running);
    if (ended) {
      throw new GaveUpError(`'${ended.name}' ended: ${ended.logTail()}`);
    }
  }

  async #run(name: string, args: readonly string[]): Promise<void> {
    this.#components.push(await this.#launch(name, args));
  }

  async #runKwok(): Promise<void> {
    const { binaries, layout } = this.#options;
    const component = await this.#spawn({
      name: 'kwok',
      file: binaries.kwok,
      args: buildKwokArgs(layout),
    });
    this.#components.push(component);
  }

  #launch(name: string, args: readonly string[]): Promise<Component> {
    const file = this.#options.binaries.devcluster;
    return this.#spawn({ name, file, args: [name, ...args] });
  }

  async #spawn(program: {
    readonly name: string;
    readonly file: string;
    readonly args: readonly string[];
  }): Promise<Component> {
    const { layout } = this.#options;
    const logFile = join(layout.logs, `${program.name}.log`);
    const component = await Component.start({ ...program, logFile });
    recordProcess(layout.dir, component.identity);
    return component;
  }

  async #ready(apiServer: Component): Promise<void> {
    const { admin } = this.#options;
    await waitFor(
      async () => {
        if (!apiServer.running) {
          throw new GaveUpError(`The API server ended: ${apiServer.logTail()}`);
        }
        const { status } = await admin.send({ method: 'GET', path: '/readyz' });
        return status === 200;
      },
      {
        what: 'the API server to be ready',
        explain: () => apiServer.logTail(),
      },
    );
  }
}
