import type {
  Page,
  PageRequest,
} from '@one-click/backstage-plugin-one-click-common';

/** Whether a text has a part, whatever the case. */
export function contains(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.toLowerCase());
}

/** One page of items; its cursors are places in the list. */
export function pageOf<T>(items: readonly T[], request: PageRequest): Page<T> {
  const { cursor, limit = 50 } = request;
  const start = Number(cursor ?? 0);
  const end = start + limit;
  return {
    items: items.slice(start, end),
    totalItems: items.length,
    pageInfo: end < items.length ? { nextCursor: String(end) } : {},
  };
}
