import {
  KubeForbiddenError,
  KubeUnavailableError,
} from '@one-click/backstage-plugin-one-click-kube';
import { readIfPermitted } from './readIfPermitted';

describe('readIfPermitted', () => {
  const told: Error[] = [];
  const read = (error: Error) =>
    readIfPermitted(
      () => Promise.reject(error),
      denied => told.push(denied),
    );

  it('goes without what it has no right to, and says so', async () => {
    const denied = new KubeForbiddenError('nodes is forbidden');

    expect(await read(denied)).toBeUndefined();
    expect(told).toEqual([denied]);
  });

  it('hides no other failure', async () => {
    const away = new KubeUnavailableError('away');

    await expect(read(away)).rejects.toBe(away);
  });
});
