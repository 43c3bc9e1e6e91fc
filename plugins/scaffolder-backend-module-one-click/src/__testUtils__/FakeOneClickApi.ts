import type {
  OneClickApi,
  Project,
  Revision,
  RolloutCreate,
  RolloutDetail,
  RolloutRef,
  Saved,
  WriteOptions,
} from '@one-click/backstage-plugin-one-click-common';
import { aProject, aRevision, aRollout } from './data';

/** What was asked to be created. */
export interface Creation {
  readonly project: string;
  readonly rollout: RolloutCreate;
  readonly idempotencyKey: string | undefined;
}

async function unused(): Promise<never> {
  throw new Error('The template actions do not ask for this');
}

/** Stands in for the One-Click backend: keeps creations, plays back outcomes. */
export class FakeOneClickApi implements OneClickApi {
  readonly creations: Creation[] = [];
  /** Thrown by the next creation. */
  refusal: Error | undefined;
  /** What `getRollout` answers. */
  rollout: RolloutDetail = aRollout();
  /** One answer for each question about a revision; the last one stays. */
  answers: (Revision | Error)[] = [aRevision({ outcome: 'healthy' })];

  call = unused;
  open = unused;
  getMe = unused;
  listClusters = unused;
  listBlueprints = unused;
  listProjects = unused;
  createProject = unused;
  updateProject = unused;
  listRollouts = unused;
  saveRollout = unused;
  rollBack = unused;
  listRevisions = unused;

  async *stream() {
    yield await unused();
  }

  async getProject(project: string): Promise<Project> {
    if (project === 'nowhere') {
      throw new Error("No project 'nowhere' that you may see");
    }
    return aProject({ name: project });
  }

  async createRollout(
    project: string,
    rollout: RolloutCreate,
    options?: WriteOptions,
  ): Promise<Saved> {
    if (this.refusal) {
      throw this.refusal;
    }
    const idempotencyKey = options?.idempotencyKey;
    this.creations.push({ project, rollout, idempotencyKey });
    return { changed: true, rollout: aRollout() };
  }

  async getRollout(): Promise<RolloutDetail> {
    return this.rollout;
  }

  async getRevision(_ref: RolloutRef, revision: number) {
    const answer = this.answers[0];
    if (this.answers.length > 1) {
      this.answers.shift();
    }
    if (!answer || answer instanceof Error) {
      throw answer ?? new Error('Out of answers');
    }
    return { ...answer, number: revision, spec: this.rollout.spec };
  }
}
