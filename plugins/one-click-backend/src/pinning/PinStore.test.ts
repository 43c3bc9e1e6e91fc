import { randomUUID } from 'node:crypto';
import { KEEPERS, useDatabases, useKeeper } from '../../test/databases';
import { after, DAWN } from '../../test/records';
import { seedRollouts } from '../../test/seed';
import type { QuarantineRecord } from './PinStore';

jest.setTimeout(200_000);

const databases = useDatabases();

describe.each(KEEPERS)('pins and quarantine in %s', engine => {
  const stores = useKeeper(databases, engine);

  const anImage = (over: Partial<QuarantineRecord>): QuarantineRecord => ({
    id: randomUUID(),
    rolloutId: 'none',
    registry: 'docker.io',
    repository: 'library/nginx',
    tag: '1.27',
    digest: undefined,
    since: DAWN,
    by: 'user:default/ana',
    revision: undefined,
    ...over,
  });

  it('keeps one pin a rollout, the newest', async () => {
    const { rollout } = await seedRollouts(stores, 'web');
    const pin = { rolloutId: rollout.id, since: DAWN, by: 'ana', revision: 3 };
    await stores.pins.pin(pin);
    await stores.pins.pin({ ...pin, since: after(1), revision: 5 });

    await expect(stores.pins.findPin(rollout.id)).resolves.toEqual({
      ...pin,
      since: after(1),
      revision: 5,
    });
    await stores.pins.unpin(rollout.id);
    await expect(stores.pins.findPin(rollout.id)).resolves.toBeUndefined();
  });

  it('keeps images in quarantine, newest first, until they are released', async () => {
    const { rollouts } = await seedRollouts(stores, 'web', 'api');
    const [web, api] = rollouts;
    const rolloutId = web!.id;
    const old = anImage({ rolloutId });
    const bad = anImage({
      rolloutId,
      tag: '1.28',
      digest: `sha256:${'a'.repeat(64)}`,
      since: after(1),
      revision: 4,
    });
    const other = anImage({ rolloutId: api!.id });
    for (const image of [old, bad, other]) {
      await stores.pins.quarantine(image);
    }

    await expect(stores.pins.listQuarantined(rolloutId)).resolves.toEqual([
      bad,
      old,
    ]);
    await expect(stores.pins.release(api!.id, bad.id)).resolves.toEqual([]);
    await expect(stores.pins.release(rolloutId, bad.id)).resolves.toEqual([
      bad,
    ]);
    await expect(stores.pins.release(rolloutId)).resolves.toEqual([old]);
    await expect(stores.pins.listQuarantined(rolloutId)).resolves.toEqual([]);
    await expect(stores.pins.listQuarantined(api!.id)).resolves.toEqual([
      other,
    ]);
  });
});
