import { useApi } from '@backstage/frontend-plugin-api';
import { QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import {
  createContext,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import { oneClickApiRef } from '../api/apiRef';
import type { DraftStore } from '../draft/DraftStore';
import { createOneClickData } from './OneClickData';
import type { OneClickData } from './OneClickData';
import type { LiveStatus } from './LiveHub';

const DataContext = createContext<OneClickData | undefined>(undefined);

export interface OneClickProviderProps {
  readonly data: OneClickData;
  readonly children: ReactNode;
}

/** Gives all pages below it one cache and one stream. */
export function OneClickProvider({ data, children }: OneClickProviderProps) {
  return (
    <DataContext.Provider value={data}>
      <QueryClientProvider client={data.cache}>{children}</QueryClientProvider>
    </DataContext.Provider>
  );
}

/** Makes the data that `OneClickProvider` gives; call it once in a tab. */
export function useCreateOneClickData(): OneClickData {
  const api = useApi(oneClickApiRef);
  const [data] = useState(() => createOneClickData(api));
  useEffect(() => data.hub.start(), [data]);
  useEffect(() => askBeforeClosing(data.drafts), [data]);
  return data;
}

/** Lets the browser ask, in its own words, before a tab with drafts is closed. */
function askBeforeClosing(drafts: DraftStore): () => void {
  const listen = (event: BeforeUnloadEvent) => {
    if (drafts.hasAny()) {
      event.preventDefault();
    }
  };
  window.addEventListener('beforeunload', listen);
  return () => window.removeEventListener('beforeunload', listen);
}

export interface DataWrapperProps {
  readonly value: OneClickData;
  readonly children: ReactNode;
}

/** The provider as a plugin wrapper takes it. */
export function DataWrapper({ value, children }: DataWrapperProps) {
  return <OneClickProvider data={value}>{children}</OneClickProvider>;
}

/** The tab's shared data. */
export function useOneClickData(): OneClickData {
  const data = useContext(DataContext);
  if (!data) {
    throw new Error(
      'One-Click pages need OneClickProvider around them: render them through the plugin',
    );
  }
  return data;
}

/** Keeps topics live while the caller is mounted. */
export function useLiveTopics(topics: readonly string[]): void {
  const { hub } = useOneClickData();
  const key = topics.join('\n');
  useEffect(() => hub.watch(key.split('\n')), [hub, key]);
}

/** How fresh the pages are. */
export function useLiveStatus(): LiveStatus {
  const { hub } = useOneClickData();
  return useSyncExternalStore(hub.subscribe, hub.getStatus);
}
