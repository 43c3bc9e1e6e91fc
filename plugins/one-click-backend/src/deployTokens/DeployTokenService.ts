import {
  AuthenticationError,
  ConflictError,
  NotFoundError,
} from '@backstage/errors';
import type {
  Deploy,
  Deployed,
  DeployToken,
  DeployTokenMade,
  Page,
} from '@one-click/backstage-plugin-one-click-common';
import { z } from 'zod';
import type { PersonalAccess } from '../access';
import { requireNotBinned } from '../bin/requireNotBinned';
import { SaveConflictError } from '../errors';
import type { RolloutRecord } from '../rollouts/RolloutRecord';
import type { RolloutRequest, SaveService } from '../rollouts/RolloutService';
import { decodeCursor, encodeCursor } from '../storage/cursor';
import type { StateKeeper } from '../storage/StateKeeper';
import { createToken, hashToken } from '../tokens/tokens';
import { deployImage } from './deployImage';
import type { DeployTokenRecord } from './DeployTokenStore';

const DAY_MS = 24 * 60 * 60 * 1000;
/** A rollout with more live tokens has lost count of who holds them. */
const MAX_LIVE = 20;
/** Tells secret scanners what they found. */
export const DEPLOY_TOKEN_PREFIX = 'ocd_';

/** The same for tokens that never were, that expired, and that were revoked. */
const NOT_ACCEPTED =
  'This deploy token is not accepted: it may have expired or been revoked; ask an editor of the rollout for a new one';

const positionSchema = z.object({ createdAt: z.string(), id: z.string() });

export interface DeployTokenServiceOptions {
  readonly state: StateKeeper;
  readonly saves: Pick<SaveService, 'transact'>;
  readonly now: () => number;
  readonly newId: () => string;
}

/** Tokens with which pipelines change a rollout's tag and digest, and nothing else. */
export class DeployTokenService {
  readonly #options: DeployTokenServiceOptions;

  constructor(options: DeployTokenServiceOptions) {
    this.#options = options;
  }

  async list(
    request: RolloutRequest,
    query: { readonly cursor?: string | undefined; readonly limit: number },
  ): Promise<Page<DeployToken>> {
    const { id: rolloutId } = await this.#find(request);
    const { limit, cursor } = query;
    const { deployTokens } = this.#options.state.stores;
    const page = await deployTokens.list({
      rolloutId,
      limit,
      before: decodeCursor(cursor, positionSchema),
    });
    const { next } = page;
    return {
      items: page.items.map(toDeployToken),
      totalItems: page.total,
      pageInfo: next
        ? {
            nextCursor: encodeCursor({
              createdAt: next.createdAt,
              id: next.id,
            }),
          }
        : {},
    };
  }

  /** Makes a token; it is in this answer and nowhere else. */
  async make(
    request: RolloutRequest<PersonalAccess>,
    { name, days }: { readonly name: string; readonly days: number },
  ): Promise<DeployTokenMade> {
    const rollout = await this.#find(request);
    requireNotBinned(rollout);
    const { state, now, newId } = this.#options;
    const token = createToken(DEPLOY_TOKEN_PREFIX);
    const by = request.access.caller.ref;
    const at = this.#instant();
    const record: DeployTokenRecord = {
      id: newId(),
      rolloutId: rollout.id,
      name,
      tokenHash: hashToken(token),
      createdAt: at,
      createdBy: by,
      expiresAt: new Date(now() + days * DAY_MS).toISOString(),
      lastUsedAt: undefined,
      revokedAt: undefined,
      revokedBy: undefined,
    };
    await state.transact(async stores => {
      await stores.rollouts.lock(rollout.id);
      const live = await stores.deployTokens.countLive(rollout.id, at);
      if (live >= MAX_LIVE) {
        throw new ConflictError(
          `Rollout '${rollout.name}' has ${live} tokens already: revoke those that nobody uses`,
        );
      }
      await stores.deployTokens.insert(record);
      await stores.activity.append({
        ...entryOf(rollout),
        at,
        actor: by,
        act: 'deploy-token-make',
        details: { name, expiresAt: record.expiresAt },
      });
    });
    return { ...toDeployToken(record), token };
  }

  /** The token is refused from now on. */
  async revoke(
    request: RolloutRequest<PersonalAccess>,
    id: string,
  ): Promise<DeployToken> {
    const rollout = await this.#find(request);
    const by = request.access.caller.ref;
    const at = this.#instant();
    return this.#options.state.transact(async stores => {
      const revoked = await stores.deployTokens.revoke(rollout.id, id, {
        at,
        by,
      });
      if (!revoked) {
        throw new NotFoundError(
          `Rollout '${rollout.name}' has no deploy token '${id}'`,
        );
      }
      await stores.activity.append({
        ...entryOf(rollout),
        at,
        actor: by,
        act: 'deploy-token-revoke',
        details: { name: revoked.name },
      });
      return toDeployToken(revoked);
    });
  }

  /** What a pipeline asks for with its token. Throws AuthenticationError for a token that is none, or not any more. */
  async deploy(token: string | undefined, wanted: Deploy): Promise<Deployed> {
    const { state, saves } = this.#options;
    const { stores } = state;
    const record = await this.#authenticate(token);
    const rollout = await stores.rollouts.findById(record.rolloutId);
    const [project] = rollout
      ? await stores.projects.findByIds([rollout.projectId])
      : [];
    if (!rollout || !project) {
      throw new AuthenticationError(NOT_ACCEPTED);
    }
    const outcome = await saves.transact(
      { project, actor: `deploy-token:${record.name}` },
      async (inside, context) => {
        await inside.deployTokens.recordUse(record.id, context.at);
        return deployImage(inside, context, { rollout, wanted });
      },
    );
    if (outcome.conflict) {
      throw new SaveConflictError(outcome.conflict);
    }
    const newest = await stores.rollouts.findById(rollout.id);
    return {
      project: project.name,
      rollout: rollout.name,
      revision: outcome.newest ?? newest?.newest ?? rollout.newest,
      changed: outcome.changed,
    };
  }

  async #authenticate(token: string | undefined): Promise<DeployTokenRecord> {
    const { deployTokens } = this.#options.state.stores;
    const record = token?.startsWith(DEPLOY_TOKEN_PREFIX)
      ? await deployTokens.findByHash(hashToken(token))
      : undefined;
    const isLive =
      record?.revokedAt === undefined &&
      (record?.expiresAt ?? '') > this.#instant();
    if (!record || !isLive) {
      throw new AuthenticationError(NOT_ACCEPTED);
    }
    return record;
  }

  async #find({ access, rollout }: RolloutRequest): Promise<RolloutRecord> {
    const { rollouts } = this.#options.state.stores;
    const found = await rollouts.find(access.project.id, rollout);
    if (!found) {
      throw new NotFoundError(`No rollout '${rollout}' in this project`);
    }
    return found;
  }

  #instant(): string {
    return new Date(this.#options.now()).toISOString();
  }
}

function entryOf({ projectId, id, name }: RolloutRecord) {
  return {
    projectId,
    rolloutId: id,
    rolloutName: name,
    revision: undefined,
  };
}

function toDeployToken(record: DeployTokenRecord): DeployToken {
  const { rolloutId, tokenHash, ...rest } = record;
  return rest;
}
