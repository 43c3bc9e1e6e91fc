export { IndexedStore } from './IndexedStore';
export type { IndexedStoreOptions, SyncContext } from './IndexedStore';
export type { Indexer } from './WordIndex';
export { isOlder, keyOf } from './Stored';
export type { Stored } from './Stored';
