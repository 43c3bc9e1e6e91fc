import {
  formatQuantity,
  isQuantity,
} from '@one-click/backstage-plugin-one-click-common/v1alpha1';
import type { QuantityLike } from '@one-click/backstage-plugin-one-click-common/v1alpha1';

/**
 * An amount as the API server stores it. What is no amount passes as it is: it
 * comes from an object stored before the schema had its rules, and the API
 * server says best what is wrong with it.
 */
export function storedQuantity(value: QuantityLike): string {
  return isQuantity(value) ? formatQuantity(value) : String(value);
}
