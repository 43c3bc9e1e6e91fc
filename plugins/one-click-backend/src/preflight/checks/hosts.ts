import { addressesOf, isSameAddress } from '../../hosts/Address';
import type { HostLookup } from '../../hosts/HostLookup';
import { joinOutcomes } from '../Check';
import type { Check, CheckOutcome } from '../Check';

/** Whether every address is free in the whole cluster. */
export function createHostsCheck(hosts: HostLookup): Check {
  return {
    id: 'hosts',
    async run({ draft }, signal) {
      const { access, name, spec, existing } = draft;
      const before = existing ? addressesOf(existing.spec) : [];
      const outcomes = await Promise.all(
        addressesOf(spec).map(async (address): Promise<CheckOutcome> => {
          const { field } = address;
          const request = { access, address, rollout: name, signal };
          const { state, sentence } = await hosts.look(request);
          const isOld = before.some(each => isSameAddress(each, address));
          switch (state) {
            case 'free':
              return { findings: [] };
            case 'unknown':
              return { findings: [], unknown: sentence };
            case 'taken':
              return {
                findings: [
                  {
                    code: 'taken',
                    field,
                    // What collides already must not keep people from mending the rest.
                    severity: isOld ? 'warning' : 'error',
                    message: sentence,
                    remedy: 'Choose another host or path',
                  },
                ],
              };
          }
        }),
      );
      return joinOutcomes(outcomes);
    },
  };
}
