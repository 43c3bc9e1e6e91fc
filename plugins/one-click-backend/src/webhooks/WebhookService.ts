import { NotFoundError } from '@backstage/errors';
import type {
  Webhook,
  WebhookMade,
  WebhookResult,
  WebhookSender,
} from '@one-click/backstage-plugin-one-click-common';
import type { PersonalAccess } from '../access';
import { requireNotBinned } from '../bin/requireNotBinned';
import type { RolloutRequest } from '../rollouts/RolloutService';
import type { RolloutRecord } from '../rollouts/RolloutRecord';
import type { StateKeeper } from '../storage/StateKeeper';
import { createToken, hashToken } from '../tokens/tokens';
import { isSigning, judgeCall } from './judgeCall';
import type { WebhookCall } from './judgeCall';
import { seal, unseal } from './sealing';
import type { WebhookRecord } from './WebhookStore';

/** A policy that is called looks at most this often, in milliseconds. */
const SPACING_MS = 5_000;
/** Longer than senders try again. */
const DELIVERIES_KEPT_MS = 7 * 24 * 60 * 60 * 1000;

export interface WebhookServiceOptions {
  readonly state: StateKeeper;
  /** Has policies look that are due by then, in milliseconds. */
  readonly wake: (ms: number) => void;
  /** Where the portal's backend is called from outside, without a slash at the end. */
  readonly baseUrl: string;
  readonly now: () => number;
}

/** Webhooks with which registries have a policy look now; no call can cause more than that. */
export class WebhookService {
  readonly #options: WebhookServiceOptions;

  constructor(options: WebhookServiceOptions) {
    this.#options = options;
  }

  async get(request: RolloutRequest): Promise<Webhook> {
    const { id } = await this.#find(request);
    const webhook = await this.#options.state.stores.webhooks.find(id);
    if (!webhook) {
      throw new NotFoundError(
        `Rollout '${request.rollout}' has no webhook: make one first`,
      );
    }
    return toWebhook(webhook);
  }

  /** Makes a webhook; the one before, if any, ends at once. */
  async make(
    request: RolloutRequest<PersonalAccess>,
    sender: WebhookSender,
  ): Promise<WebhookMade> {
    const rollout = await this.#find(request);
    requireNotBinned(rollout);
    const token = createToken();
    const secret = createToken();
    const at = this.#instant();
    const by = request.access.caller.ref;
    const webhook: WebhookRecord = {
      rolloutId: rollout.id,
      tokenHash: hashToken(token),
      sender,
      sealedSecret: isSigning(sender) ? seal(secret, token) : undefined,
      createdAt: at,
      createdBy: by,
      lastCallAt: undefined,
      lastResult: undefined,
    };
    await this.#options.state.transact(async stores => {
      await stores.webhooks.put(webhook);
      await stores.activity.append({
        ...entryOf(rollout),
        at,
        actor: by,
        act: 'webhook-set',
        details: { sender },
      });
    });
    return {
      ...toWebhook(webhook),
      url: `${this.#options.baseUrl}/v1/webhooks/${token}`,
      ...(webhook.sealedSecret !== undefined && { secret }),
    };
  }

  async remove(request: RolloutRequest<PersonalAccess>): Promise<void> {
    const rollout = await this.#find(request);
    await this.#options.state.transact(async stores => {
      if (await stores.webhooks.remove(rollout.id)) {
        await stores.activity.append({
          ...entryOf(rollout),
          at: this.#instant(),
          actor: request.access.caller.ref,
          act: 'webhook-remove',
        });
      }
    });
  }

  /**
   * Takes a call. What it says is not read: it makes the policy look, and the
   * registry alone tells what there is. Tells the caller nothing.
   */
  async receive(token: string, call: WebhookCall): Promise<void> {
    const { stores } = this.#options.state;
    const webhook = await stores.webhooks.findByHash(hashToken(token));
    if (!webhook) {
      return;
    }
    const result = await this.#judge(webhook, { token, call });
    const at = this.#instant();
    await stores.webhooks.recordCall(webhook.rolloutId, { at, result });
    if (result === 'accepted') {
      await this.#lookSoon(webhook.rolloutId);
    }
  }

  async #judge(
    webhook: WebhookRecord,
    { token, call }: { readonly token: string; readonly call: WebhookCall },
  ): Promise<WebhookResult> {
    const { state, now } = this.#options;
    const { rolloutId, sender, sealedSecret } = webhook;
    const judgement = judgeCall(call, {
      sender,
      secret: sealedSecret === undefined ? '' : unseal(sealedSecret, token),
      now: now(),
    });
    if (judgement.refusal) {
      return judgement.refusal;
    }
    const { delivery: id } = judgement;
    if (id === undefined) {
      return 'accepted';
    }
    const { webhooks } = state.stores;
    await webhooks.pruneDeliveries(this.#instant(-DELIVERIES_KEPT_MS));
    const at = this.#instant();
    return (await webhooks.addDelivery(rolloutId, { id, at }))
      ? 'accepted'
      : 'replayed';
  }

  async #lookSoon(rolloutId: string): Promise<void> {
    const { state, wake, now } = this.#options;
    const { updates } = state.stores;
    const policy = await updates.find(rolloutId);
    if (!policy) {
      return;
    }
    const rested = Date.parse(policy.lookedAt ?? '') + SPACING_MS;
    const due = new Date(Math.max(now(), rested || 0)).toISOString();
    if (due < policy.dueAt) {
      await updates.makeDue(rolloutId, { at: due, by: 'webhook' });
    } else if (policy.dueAt <= this.#instant()) {
      // It looks already, maybe at what was there before the call.
      await updates.makeDue(rolloutId, {
        at: this.#instant(1),
        by: 'webhook',
      });
    }
    wake(Date.parse(due) - now());
  }

  async #find({ access, rollout }: RolloutRequest): Promise<RolloutRecord> {
    const { rollouts } = this.#options.state.stores;
    const found = await rollouts.find(access.project.id, rollout);
    if (!found) {
      throw new NotFoundError(`No rollout '${rollout}' in this project`);
    }
    return found;
  }

  #instant(ahead = 0): string {
    return new Date(this.#options.now() + ahead).toISOString();
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

function toWebhook(webhook: WebhookRecord): Webhook {
  const { sender, createdAt, createdBy, lastCallAt, lastResult } = webhook;
  return { sender, createdAt, createdBy, lastCallAt, lastResult };
}
