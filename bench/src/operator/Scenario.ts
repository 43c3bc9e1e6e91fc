import type { Figure } from '../measure';
import type { World } from '../world';

/** How much of everything. */
export interface ScenarioOptions {
  /** Rollouts. */
  readonly size: number;
  /** Minutes of watching for writes at rest; the shorter spells take a third of it. */
  readonly minutes: number;
  /** Requests at a time of what the operator is compared with. */
  readonly workers: number;
  /** How often a time is measured; the median counts. */
  readonly rounds: number;
}

/** What a scenario is given. */
export interface ScenarioContext {
  readonly world: World;
  readonly options: ScenarioOptions;
  /** Notes a figure of this scenario. */
  readonly note: (figure: Omit<Figure, 'scenario'>) => void;
}

/** Something to measure, on a cluster of its own. */
export type Scenario = (context: ScenarioContext) => Promise<void>;
