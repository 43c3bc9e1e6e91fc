import { createHmac } from 'node:crypto';
import { createUpdateRig } from '../../test/updateRig';
import { settle } from '../../test/ManualClock';
import type { WebhookCall } from './judgeCall';
import { seal, unseal } from './sealing';

const MINUTE = 60_000;
const POLICY = {
  rule: { kind: 'semver' },
  mode: 'apply',
  intervalMinutes: 600,
} as const;
const BODY = Buffer.from('{"repository":{"name":"evil"},"tag":"6.6.6"}');

const sign = (secret: string, text: string | Buffer) =>
  `sha256=${createHmac('sha256', secret).update(text).digest('hex')}`;

function aCall(
  headers: Readonly<Record<string, string>> = {},
  body: Buffer | undefined = BODY,
): WebhookCall {
  return { body, header: name => headers[name] };
}

function githubCall(secret: string, delivery = 'd-1'): WebhookCall {
  return aCall({
    'X-Hub-Signature-256': sign(secret, BODY),
    'X-GitHub-Delivery': delivery,
  });
}

function genericCall(secret: string, at: number): WebhookCall {
  const timestamp = String(Math.floor(at / 1000));
  return aCall({
    'X-One-Click-Timestamp': timestamp,
    'X-One-Click-Signature': sign(
      secret,
      Buffer.concat([Buffer.from(`${timestamp}.`), BODY]),
    ),
  });
}

async function createHooked(sender: 'dockerHub' | 'generic' | 'github') {
  const rig = await createUpdateRig('ghcr.io/acme/web:2.4.0');
  await rig.follow(POLICY);
  await rig.clock.advance(MINUTE);
  const { url, secret = '' } = await rig.webhooks.make(rig.web, sender);
  const token = url.split('/').at(-1)!;
  const looksBefore = rig.registry.asked.length;
  return {
    ...rig,
    token,
    url,
    secret,
    call: async (call: WebhookCall, by = token) => {
      await rig.webhooks.receive(by, call);
      await rig.clock.advance(1);
      await settle();
    },
    /** How often the policy looked since. */
    looks: () => rig.registry.asked.length - looksBefore,
    result: async () => (await rig.webhooks.get(rig.web)).lastResult,
  };
}

describe('a webhook', () => {
  it('has the policy look now, and what it says is never deployed', async () => {
    const rig = await createHooked('dockerHub');
    expect(rig.url).toMatch(/^https:\/\/portal\/v1\/webhooks\/[\w-]{43}$/);
    await rig.call(aCall());

    expect(rig.looks()).toBe(1);
    await expect(rig.tag()).resolves.toBe('2.4.0');
    await expect(rig.updates.get(rig.web)).resolves.toMatchObject({
      lastDecision: { verdict: 'nothingNewer', looks: 2 },
    });
    await expect(rig.result()).resolves.toBe('accepted');

    rig.registry.push('ghcr.io/acme/web:2.5.0');
    await rig.clock.advance(MINUTE);
    await rig.call(aCall());
    await expect(rig.tag()).resolves.toBe('2.5.0');
  });

  it('is known by its token only, which is kept nowhere', async () => {
    const rig = await createHooked('github');
    await rig.call(githubCall(rig.secret), 'no-such-token');
    expect(rig.looks()).toBe(0);

    const kept = await rig.state.stores.webhooks.find(
      (await rig.state.stores.rollouts.find(rig.project.id, 'web'))!.id,
    );
    const text = JSON.stringify(kept);
    expect(text).not.toContain(rig.token);
    expect(text).not.toContain(rig.secret);
  });

  it('ends when another takes its place', async () => {
    const rig = await createHooked('dockerHub');
    await rig.webhooks.make(rig.web, 'dockerHub');
    await rig.call(aCall());

    expect(rig.looks()).toBe(0);
    await expect(rig.result()).resolves.toBeUndefined();
  });

  it('looks at most every 5 s, however often it is called', async () => {
    const rig = await createHooked('dockerHub');
    for (let index = 0; index < 20; index += 1) {
      await rig.call(aCall());
    }
    await rig.clock.advance(30_000);

    expect(rig.looks()).toBe(2);
  });

  describe('of GitHub', () => {
    it('wants every call signed', async () => {
      const rig = await createHooked('github');
      await rig.call(aCall({ 'X-GitHub-Delivery': 'd-1' }));
      await rig.call(githubCall('another secret'));
      await rig.call({ ...githubCall(rig.secret), body: Buffer.from('{}') });

      expect(rig.looks()).toBe(0);
      await expect(rig.result()).resolves.toBe('wrongSignature');
      await rig.call(githubCall(rig.secret));
      expect(rig.looks()).toBe(1);
    });

    it('takes a delivery once', async () => {
      const rig = await createHooked('github');
      await rig.call(githubCall(rig.secret, 'd-1'));
      await rig.clock.advance(MINUTE);
      await rig.call(githubCall(rig.secret, 'd-1'));
      expect(rig.looks()).toBe(1);
      await expect(rig.result()).resolves.toBe('replayed');

      await rig.call(githubCall(rig.secret, 'd-2'));
      expect(rig.looks()).toBe(2);
    });
  });

  describe('of any sender', () => {
    it('takes a signed call once, and within five minutes', async () => {
      const rig = await createHooked('generic');
      const call = genericCall(rig.secret, rig.clock.now());
      await rig.call(call);
      expect(rig.looks()).toBe(1);
      await rig.clock.advance(MINUTE);
      await rig.call(call);
      await expect(rig.result()).resolves.toBe('replayed');
      await rig.clock.advance(5 * MINUTE);
      await rig.call(genericCall(rig.secret, rig.clock.now() - 6 * MINUTE));
      await expect(rig.result()).resolves.toBe('tooOld');
      await rig.call(genericCall(rig.secret, rig.clock.now() + 6 * MINUTE));
      await expect(rig.result()).resolves.toBe('tooOld');

      expect(rig.looks()).toBe(1);
    });

    it('wants the time signed, too', async () => {
      const rig = await createHooked('generic');
      const old = genericCall(rig.secret, rig.clock.now() - 60 * MINUTE);
      const now = String(Math.floor(rig.clock.now() / 1000));
      await rig.call({
        ...old,
        header: name =>
          name === 'X-One-Click-Timestamp' ? now : old.header(name),
      });

      await expect(rig.result()).resolves.toBe('wrongSignature');
      expect(rig.looks()).toBe(0);
    });
  });

  it('reads no body that is larger than any sender needs', async () => {
    const rig = await createHooked('github');
    await rig.call({ ...githubCall(rig.secret), body: undefined });

    await expect(rig.result()).resolves.toBe('tooLarge');
    expect(rig.looks()).toBe(0);
  });

  it('that comes while the policy looks has it look once more', async () => {
    const rig = await createHooked('dockerHub');
    const listTags = rig.registry.listTags.bind(rig.registry);
    let isCalled = false;
    jest.spyOn(rig.registry, 'listTags').mockImplementation(async ref => {
      const list = await listTags(ref);
      if (!isCalled) {
        isCalled = true;
        rig.registry.push('ghcr.io/acme/web:2.5.0');
        await rig.webhooks.receive(rig.token, aCall());
      }
      return list;
    });
    await rig.updates.look(rig.web);
    await rig.clock.advance(MINUTE);

    expect(
      rig.registry.asked.filter(each => each.startsWith('list')),
    ).toHaveLength(3);
    await expect(rig.tag()).resolves.toBe('2.5.0');
  });
});

describe('a sealed secret', () => {
  it('opens with its token only', () => {
    const sealed = seal('secret', 'token');

    expect(unseal(sealed, 'token')).toBe('secret');
    expect(() => unseal(sealed, 'other')).toThrow();
    expect(seal('secret', 'token')).not.toBe(sealed);
  });
});
