import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readBin } from './readBin';
import { readGuardRails } from './readGuardRails';

const read = (guardRails: JsonObject) =>
  readGuardRails(new ConfigReader({ oneClick: { guardRails } }), [
    'main',
    'edge',
  ]);

describe('readGuardRails', () => {
  it('allows everything, isolates projects and asks for baseline where nothing is set', () => {
    const rails = readGuardRails(new ConfigReader({}), ['main']);

    expect(rails.of('main')).toEqual({
      rollouts: {},
      namespaces: { podSecurity: 'baseline', isolation: 'projects' },
    });
  });

  it('has a default, and what is different in a cluster', () => {
    const rails = read({
      registries: ['ghcr.io'],
      storageClasses: ['fast'],
      namespaces: { quota: { pods: 10, cpu: '4' } },
      clusters: {
        edge: {
          registries: ['quay.io'],
          namespaces: { podSecurity: 'restricted', isolation: 'none' },
        },
      },
    });

    expect(rails.of('main')).toEqual({
      rollouts: { registries: ['ghcr.io'], storageClasses: ['fast'] },
      namespaces: {
        podSecurity: 'baseline',
        isolation: 'projects',
        quota: { pods: '10', cpu: '4' },
      },
    });
    expect(rails.of('edge')).toEqual({
      rollouts: { registries: ['quay.io'], storageClasses: ['fast'] },
      namespaces: {
        podSecurity: 'restricted',
        isolation: 'none',
        quota: { pods: '10', cpu: '4' },
      },
    });
  });

  it.each([
    { of: { registry: ['x'] }, says: "oneClick.guardRails has 'registry'" },
    {
      of: { registries: ['https://ghcr.io'] },
      says: 'is no registry',
    },
    {
      of: { clusters: { mian: {} } },
      says: "oneClick.guardRails.clusters has 'mian'",
    },
    {
      of: { clusters: { edge: { clusters: {} } } },
      says: "oneClick.guardRails.clusters.edge has 'clusters'",
    },
    {
      of: { namespaces: { podSecurity: 'strict' } },
      says: "oneClick.guardRails.namespaces.podSecurity is 'strict': it should be one of privileged, baseline, restricted",
    },
    {
      of: { namespaces: { isolation: 'all' } },
      says: 'should be one of projects, none',
    },
    {
      of: { namespaces: { quota: { cpu: 'lots' } } },
      says: "oneClick.guardRails.namespaces.quota.cpu is 'lots'",
    },
    {
      of: { namespaces: { quota: [] } },
      says: 'should map resources to amounts',
    },
    {
      of: { namespaces: { containerLimits: { maximum: {} } } },
      says: "containerLimits has 'maximum'",
    },
  ])('refuses $of and says what to write', ({ of, says }) => {
    expect(() => read(of as JsonObject)).toThrow(says);
  });
});

describe('readBin', () => {
  const days = (purgeAfterDays: number) =>
    readBin(new ConfigReader({ oneClick: { bin: { purgeAfterDays } } }));

  it('keeps things for thirty days, or for ever', () => {
    expect(readBin(new ConfigReader({}))).toEqual({ keptMs: 2_592_000_000 });
    expect(days(0)).toEqual({ keptMs: undefined });
  });

  it('refuses a time before now', () => {
    expect(() => days(-1)).toThrow('oneClick.bin.purgeAfterDays is -1');
  });
});
