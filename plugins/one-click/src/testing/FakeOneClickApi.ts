import type {
  Blueprint,
  Cluster,
  Me,
  OneClickApi,
  Page,
  PageRequest,
  Project,
  ProjectCreate,
  ProjectListQuery,
  ProjectUpdate,
  Revision,
  RevisionDetail,
  Rollback,
  RolloutCreate,
  RolloutDetail,
  RolloutListQuery,
  RolloutRef,
  RolloutSave,
  RolloutSummary,
  Saved,
  StreamEvent,
  StreamMessage,
  StreamOptions,
} from '@one-click/backstage-plugin-one-click-common';
import {
  mergeSpecs,
  specsEqual,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import { parseRolloutSpec } from '@one-click/backstage-plugin-one-click-common/v1alpha1/schema';
import { bySeverity } from '../health/severity';
import {
  aConflict,
  aProject,
  aRevision,
  aNewRollout,
  ME,
  toFieldChanges,
} from './fixtures';
import { FakeStream } from './FakeStream';
import { contains, pageOf } from './pageOf';
import { refusal } from './refusal';
import { unused } from './unused';

/** A rollout with the history that the fake keeps. */
export interface FakeRollout {
  detail: RolloutDetail;
  revisions: RevisionDetail[];
}

export interface FakeWorld {
  me?: Me;
  clusters?: Cluster[];
  blueprints?: Blueprint[];
  projects?: Project[];
  rollouts?: FakeRollout[];
}

type Method = Exclude<keyof OneClickApi, 'call' | 'open' | 'stream'>;

/** An API in memory that behaves like the backend where pages can tell the difference. */
export class FakeOneClickApi implements OneClickApi {
  me: Me;
  clusters: Cluster[];
  blueprints: Blueprint[];
  projects: Project[];
  rollouts: FakeRollout[];
  /** Names of the methods called, in order. */
  readonly calls: Method[] = [];
  readonly call = unused;
  readonly open = unused;
  readonly #stream = new FakeStream();
  readonly #failures = new Map<Method, Error>();
  readonly #held = new Map<Method, Promise<void>>();

  constructor(world: FakeWorld = {}) {
    this.me = world.me ?? ME;
    this.clusters = world.clusters ?? [];
    this.blueprints = world.blueprints ?? [];
    this.projects = world.projects ?? [];
    this.rollouts = world.rollouts ?? [];
  }

  /** Makes a method fail until `heal`. */
  fail(method: Method, error: Error = new Error('Failed to fetch')): void {
    this.#failures.set(method, error);
  }

  heal(method: Method): void {
    this.#failures.delete(method);
  }

  /** Makes a method wait until the returned function is called. */
  hold(method: Method): () => void {
    let release: () => void = () => undefined;
    this.#held.set(
      method,
      new Promise(resolve => {
        release = resolve;
      }),
    );
    return () => {
      this.#held.delete(method);
      release();
    };
  }

  /** Tells the open stream something. */
  emit(message: StreamMessage): void {
    this.#stream.emit(message);
  }

  /** Breaks the open stream; the next one opens again. */
  breakStream(): void {
    this.#stream.break();
  }

  /** The topics of the open stream; empty while none is. */
  get topics(): readonly string[] {
    return this.#stream.topics;
  }

  /** Changes a rollout as the cluster would, and tells the stream. */
  change(ref: RolloutRef, patch: Partial<RolloutDetail>): void {
    const rollout = this.get(ref);
    rollout.detail = { ...rollout.detail, ...patch };
    this.emit({ type: 'rollout', rollout: rollout.detail });
  }

  /** Gives a revision its outcome, and tells the stream. */
  settle(
    ref: RolloutRef,
    number: number,
    patch: Partial<RevisionDetail>,
  ): void {
    const rollout = this.get(ref);
    rollout.revisions = rollout.revisions.map(revision =>
      revision.number === number ? { ...revision, ...patch } : revision,
    );
    const newest = rollout.revisions[0];
    if (newest) {
      rollout.detail = { ...rollout.detail, revision: newest };
    }
    const revision = rollout.revisions.find(each => each.number === number);
    if (revision) {
      this.emit({ type: 'revision', ...ref, revision });
    }
  }

  async getMe(): Promise<Me> {
    await this.#enter('getMe');
    return this.me;
  }

  async listClusters(): Promise<Cluster[]> {
    await this.#enter('listClusters');
    return this.clusters;
  }

  async listBlueprints(): Promise<Blueprint[]> {
    await this.#enter('listBlueprints');
    return this.blueprints;
  }

  async listProjects(query: ProjectListQuery = {}): Promise<Page<Project>> {
    await this.#enter('listProjects');
    const { q = '', mine = false } = query;
    const matching = this.projects.filter(
      project =>
        contains(`${project.name} ${project.title}`, q) &&
        (!mine || this.me.ownershipEntityRefs.includes(project.owner)),
    );
    return pageOf(matching, query);
  }

  async getProject(name: string): Promise<Project> {
    await this.#enter('getProject');
    return await this.#project(name);
  }

  async createProject(create: ProjectCreate): Promise<Project> {
    await this.#enter('createProject');
    if (this.projects.some(({ name }) => name === create.name)) {
      throw await refusal(409, {
        message: `Project '${create.name}' exists already: choose another name`,
        fields: [{ path: 'name', message: 'is taken: choose another' }],
      });
    }
    const project = aProject({
      ...create,
      title: create.title ?? create.name,
      description: create.description ?? '',
      tags: create.tags ?? [],
      cluster: create.cluster ?? this.clusters[0]?.name ?? 'local',
      namespace: `oc-${create.name}`,
      counts: {},
    });
    this.projects = [...this.projects, project];
    return project;
  }

  async updateProject(name: string, update: ProjectUpdate): Promise<Project> {
    await this.#enter('updateProject');
    const project = { ...(await this.#project(name)), ...update } as Project;
    this.projects = this.projects.map(each =>
      each.name === name ? project : each,
    );
    return project;
  }

  async listRollouts(
    query: RolloutListQuery = {},
  ): Promise<Page<RolloutSummary>> {
    await this.#enter('listRollouts');
    const { q = '', project, state, entityRef } = query;
    const matching = this.rollouts
      .map(({ detail }) => detail)
      .filter(
        rollout =>
          contains(`${rollout.name} ${rollout.title}`, q) &&
          (!project || rollout.project === project) &&
          (!state || rollout.health.state === state) &&
          (!entityRef || rollout.entityRefs.includes(entityRef)),
      )
      .sort(bySeverity);
    return pageOf(matching, query);
  }

  async getRollout(ref: RolloutRef): Promise<RolloutDetail> {
    await this.#enter('getRollout');
    return (await this.#find(ref)).detail;
  }

  async createRollout(project: string, create: RolloutCreate): Promise<Saved> {
    await this.#enter('createRollout');
    await this.#check(create.spec, create.name);
    const revision = aRevision({
      number: 1,
      createdAt: new Date().toISOString(),
      createdBy: this.me.userEntityRef,
      via: 'create',
      outcome: 'pending',
      changes: [],
      spec: create.spec,
    });
    const detail = aNewRollout({
      project: await this.#project(project),
      create,
      revision,
    });
    this.rollouts.push({ detail, revisions: [revision] });
    return { rollout: detail, changed: true };
  }

  async saveRollout(
    ref: RolloutRef,
    save: RolloutSave & { readonly baseRevision: number },
  ): Promise<Saved> {
    await this.#enter('saveRollout');
    const { detail, revisions } = await this.#find(ref);
    await this.#check(save.spec, ref.rollout);
    const base = revisions.find(({ number }) => number === save.baseRevision);
    const { merged, clashes } = mergeSpecs({
      base: base?.spec ?? detail.spec,
      mine: save.spec,
      theirs: detail.spec,
    });
    if (clashes.length > 0) {
      throw await refusal(409, {
        message: `Revision ${detail.revision.number} changed the same fields`,
        conflict: aConflict(detail.revision, clashes),
      });
    }
    return this.#append(ref, merged, { via: 'edit', note: save.note });
  }

  async rollBack(ref: RolloutRef, rollback: Rollback): Promise<Saved> {
    await this.#enter('rollBack');
    const target = await this.getRevision(ref, rollback.revision);
    return this.#append(ref, target.spec, {
      via: 'rollback',
      rollbackOf: rollback.revision,
      note: rollback.note,
    });
  }

  async listRevisions(
    ref: RolloutRef,
    page: PageRequest = {},
  ): Promise<Page<Revision>> {
    await this.#enter('listRevisions');
    return pageOf((await this.#find(ref)).revisions, page);
  }

  async getRevision(ref: RolloutRef, number: number): Promise<RevisionDetail> {
    await this.#enter('getRevision');
    const { revisions } = await this.#find(ref);
    const revision = revisions.find(each => each.number === number);
    if (!revision) {
      throw await refusal(404, { message: `No revision ${number}` });
    }
    return revision;
  }

  stream(
    topics: readonly string[],
    options: StreamOptions = {},
  ): AsyncIterable<StreamEvent> {
    return this.#stream.open(topics, options.signal);
  }

  async #enter(method: Method) {
    this.calls.push(method);
    await this.#held.get(method);
    const failure = this.#failures.get(method);
    if (failure) {
      throw failure;
    }
  }

  async #check(spec: RolloutSave['spec'], name: string) {
    const parsed = parseRolloutSpec(spec, { name });
    if (!parsed.ok) {
      throw await refusal(422, {
        message: 'The spec is not one that the cluster takes',
        fields: parsed.errors.map(({ path, message }) => ({
          path: ['spec', ...path].join('.'),
          message,
        })),
      });
    }
  }

  #append(
    ref: RolloutRef,
    spec: RolloutSave['spec'],
    facts: Partial<Revision>,
  ): Saved {
    const rollout = this.get(ref);
    const { detail } = rollout;
    if (specsEqual(detail.spec, spec)) {
      return { rollout: detail, changed: false };
    }
    const revision = aRevision({
      ...facts,
      number: detail.revision.number + 1,
      createdAt: new Date().toISOString(),
      createdBy: this.me.userEntityRef,
      outcome: 'pending',
      changes: toFieldChanges(detail.spec, spec),
      spec,
    });
    rollout.revisions = [revision, ...rollout.revisions];
    rollout.detail = {
      ...detail,
      spec,
      image: { ...spec.image },
      revision,
      lastChange: {
        revision: revision.number,
        at: revision.createdAt,
        by: revision.createdBy,
        via: revision.via,
      },
      waiting: [...detail.waiting, revision.number],
    };
    return { rollout: rollout.detail, changed: true };
  }

  /** The rollout as it stands, for tests that look behind the API. */
  get(ref: RolloutRef): FakeRollout {
    const found = this.rollouts.find(
      ({ detail }) =>
        detail.project === ref.project && detail.name === ref.rollout,
    );
    if (!found) {
      throw new Error(`The fake has no rollout '${ref.rollout}'`);
    }
    return found;
  }

  async #find(ref: RolloutRef): Promise<FakeRollout> {
    try {
      return this.get(ref);
    } catch {
      throw await refusal(404, { message: `No rollout '${ref.rollout}'` });
    }
  }

  async #project(name: string): Promise<Project> {
    const found = this.projects.find(project => project.name === name);
    if (!found) {
      throw await refusal(404, { message: `No project '${name}'` });
    }
    return found;
  }
}
