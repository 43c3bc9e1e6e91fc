import { NotFoundError } from '@backstage/errors';
import type {
  BlueprintSubscriber,
  Page,
  SharedBlueprint,
  ShareLink,
} from '@one-click/backstage-plugin-one-click-common';
import { z } from 'zod';
import type { UserCaller } from '../access';
import { decodeCursor, encodeCursor } from '../storage/cursor';
import type { StateKeeper } from '../storage/StateKeeper';
import { createToken, hashToken } from '../tokens/tokens';
import { isOwner, principalsOf } from './BlueprintCatalogue';
import type { BlueprintCatalogue } from './BlueprintCatalogue';
import type { BlueprintRecord } from './BlueprintRecord';
import type { ShareRecord, SubscriptionRecord } from './ShareStore';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Tells secret scanners what they found. */
export const SHARE_TOKEN_PREFIX = 'ocs_';

export interface SharingServiceOptions {
  readonly state: StateKeeper;
  readonly catalogue: BlueprintCatalogue;
  readonly now: () => number;
}

/**
 * Who has a blueprint beside its owners. A link lets whoever holds it in until
 * it expires, is replaced or ended; who took it keeps the blueprint until they
 * leave or an owner takes it away, which ends the link as well.
 */
export class SharingService {
  readonly #options: SharingServiceOptions;

  constructor(options: SharingServiceOptions) {
    this.#options = options;
  }

  async getLink(
    caller: UserCaller,
    name: string,
  ): Promise<ShareLink | undefined> {
    const { id } = await this.#options.catalogue.getOwn(caller, name);
    const link = await this.#options.state.stores.shares.findLink(id);
    return link && this.#works(link) ? toShareLink(link) : undefined;
  }

  async makeLink(
    caller: UserCaller,
    name: string,
    { days }: { readonly days: number },
  ): Promise<ShareLink & { readonly token: string }> {
    const { catalogue, state, now } = this.#options;
    const { id } = await catalogue.getOwn(caller, name);
    const token = createToken(SHARE_TOKEN_PREFIX);
    const link = {
      blueprintId: id,
      tokenHash: hashToken(token),
      createdAt: this.#at(),
      createdBy: caller.ref,
      expiresAt: new Date(now() + days * DAY_MS).toISOString(),
    };
    await state.stores.shares.putLink(link);
    return { ...toShareLink(link), token };
  }

  async endLink(caller: UserCaller, name: string): Promise<boolean> {
    const { id } = await this.#options.catalogue.getOwn(caller, name);
    return this.#options.state.stores.shares.removeLink(id);
  }

  /** Throws NotFoundError in the same words for a token that never was, that expired, and that was replaced. */
  async look(caller: UserCaller, token: string): Promise<SharedBlueprint> {
    const record = await this.#open(token);
    return this.#describe(caller, record);
  }

  /** As `look`, and the blueprint is the caller's from then on; taking it twice changes nothing. */
  async take(caller: UserCaller, token: string): Promise<SharedBlueprint> {
    const { state } = this.#options;
    const record = await state.transact(async stores => {
      const opened = await this.#open(token, stores);
      if (!isOwner(caller, opened)) {
        await stores.shares.subscribe(this.#own(caller, opened.id));
      }
      return opened;
    });
    return this.#describe(caller, record);
  }

  async subscribe(caller: UserCaller, name: string): Promise<boolean> {
    const { catalogue, state } = this.#options;
    const entry = await catalogue.get(caller, name);
    if (entry.kind === 'sourced') {
      return false;
    }
    await state.stores.shares.subscribe(this.#own(caller, entry.id));
    return true;
  }

  async unsubscribe(caller: UserCaller, name: string): Promise<boolean> {
    const { catalogue, state } = this.#options;
    const entry = await catalogue.get(caller, name);
    return (
      entry.kind === 'stored' &&
      state.stores.shares.unsubscribe(entry.id, caller.ref)
    );
  }

  async listSubscribers(
    caller: UserCaller,
    name: string,
    query: { readonly cursor?: string | undefined; readonly limit: number },
  ): Promise<Page<BlueprintSubscriber>> {
    const { catalogue, state } = this.#options;
    const { id } = await catalogue.getOwn(caller, name);
    const page = await state.stores.shares.listSubscribers({
      blueprintId: id,
      after: decodeCursor(query.cursor, z.string()),
      limit: query.limit,
    });
    return {
      items: page.items.map(toSubscriber),
      totalItems: page.total,
      pageInfo: page.next ? { nextCursor: encodeCursor(page.next) } : {},
    };
  }

  async addSubscriber(
    caller: UserCaller,
    name: string,
    principal: string,
  ): Promise<BlueprintSubscriber> {
    const { catalogue, state } = this.#options;
    const { id } = await catalogue.getOwn(caller, name);
    const subscription = { ...this.#own(caller, id), principal };
    await state.stores.shares.subscribe(subscription);
    return toSubscriber(subscription);
  }

  async removeSubscriber(
    caller: UserCaller,
    name: string,
    principal: string,
  ): Promise<boolean> {
    const { catalogue, state } = this.#options;
    const { id } = await catalogue.getOwn(caller, name);
    return state.transact(async ({ shares }) => {
      const removed = await shares.unsubscribe(id, principal);
      if (removed) {
        // Else the link that let them in would let them in again.
        await shares.removeLink(id);
      }
      return removed;
    });
  }

  async #open(
    token: string,
    { shares, blueprints } = this.#options.state.stores,
  ): Promise<BlueprintRecord> {
    const link = await shares.findLinkByHash(hashToken(token));
    const record =
      link && this.#works(link)
        ? await blueprints.findById(link.blueprintId)
        : undefined;
    if (!record) {
      throw new NotFoundError(
        'This link no longer works: ask whoever sent it for a new one',
      );
    }
    return record;
  }

  async #describe(
    caller: UserCaller,
    record: BlueprintRecord,
  ): Promise<SharedBlueprint> {
    const { shares } = this.#options.state.stores;
    const held = await shares.listSubscribed([record.id], principalsOf(caller));
    const { name, title, summary, owner, newest: version } = record;
    return {
      ...{ name, title, summary, owner, version },
      isMine: isOwner(caller, record),
      isSubscribed: held.size > 0,
    };
  }

  #works({ expiresAt }: ShareRecord): boolean {
    return Date.parse(expiresAt) > this.#options.now();
  }

  #own(caller: UserCaller, blueprintId: string): SubscriptionRecord {
    const { ref } = caller;
    return { blueprintId, principal: ref, since: this.#at(), by: ref };
  }

  #at(): string {
    return new Date(this.#options.now()).toISOString();
  }
}

function toShareLink(link: ShareRecord): ShareLink {
  const { createdAt, createdBy, expiresAt } = link;
  return { createdAt, createdBy, expiresAt };
}

function toSubscriber(subscription: SubscriptionRecord): BlueprintSubscriber {
  const { principal, since, by } = subscription;
  return { principal, since, by };
}
