import { randomUUID } from 'node:crypto';
import type { Operation } from '@one-click/backstage-plugin-one-click-common';
import { endpointOf, isInProject, OPERATIONS } from '../test/anyRequest';
import type { AnyAnswer } from '../test/anyRequest';
import { useDatabases } from '../test/databases';
import { aSpec } from '../test/records';
import { MARKER, startSiege } from '../test/siege';
import type { Siege } from '../test/siege';

jest.setTimeout(200_000);

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Bodies of acts that would do harm, beside the empty one. */
const HARM: Partial<Record<Operation, unknown>> = {
  createRollout: { name: 'planted', spec: aSpec() },
  rollBack: { revision: 1 },
  saveRollout: { spec: aSpec({ replicas: 9 }) },
  setMember: { role: 'admin' },
  updateProject: { owner: 'group:default/team-b' },
};

const databases = useDatabases();

describe('R07 a member of another team, operation by operation', () => {
  let siege: Siege;

  beforeAll(async () => {
    siege = await startSiege(await databases.create('SQLite'));
  });
  afterAll(() => siege?.backend.stop());

  it.each(OPERATIONS.filter(isInProject))(
    'learns nothing from %s, and changes nothing',
    async operation => {
      const before = await siege.dump();
      const bodies = [undefined, HARM[operation]];
      for (const body of bodies) {
        const given = body === undefined ? {} : { body };
        const there = await siege.asBo(operation, {
          params: { project: 'shop', rollout: 'web' },
          ...given,
        });
        const noRollout = await siege.asBo(operation, {
          params: { project: 'shop', rollout: 'nope' },
          ...given,
        });
        const noProject = await siege.asBo(operation, {
          params: { project: 'nope', rollout: 'web' },
          ...given,
        });

        const alike = ({ status, text }: AnyAnswer) =>
          `${status} ${text
            .replaceAll('nope', 'x')
            .replaceAll(/shop|web/g, 'x')}`;
        expect(there.status).toBe(404);
        expect(alike(noRollout)).toBe(alike(there));
        expect(alike(noProject)).toBe(alike(there));
      }
      expect(await siege.dump()).toEqual(before);
    },
  );

  it.each(OPERATIONS.filter(operation => !isInProject(operation)))(
    'reads and changes nothing of others by %s, whatever id is guessed',
    async operation => {
      const before = await siege.dump();
      const [name] = Object.keys(endpointOf(operation).params ?? {});
      const ask = async (id: string) =>
        siege.asBo(operation, { params: name ? { [name]: id } : {} });
      const kept = JSON.stringify(before).match(UUID) ?? [];
      const ids = name ? [...new Set([...kept, ...siege.names])] : [];

      const absent = await ask(randomUUID());
      const guessed: AnyAnswer[] = [];
      for (const id of ids) {
        guessed.push(await ask(id));
      }

      // Some ids have a form that others' names do not have.
      const told = guessed.map(({ status }) => status);
      expect(
        told.filter(status => ![absent.status, 400].includes(status)),
      ).toEqual([]);
      expect(guessed.map(({ text }) => text).join()).not.toContain(MARKER);
      expect(await siege.dump()).toEqual(before);
    },
  );

  it.each(OPERATIONS.filter(operation => operation !== 'deployImage'))(
    'gets nothing from %s by a deploy token that was found',
    async operation => {
      const before = await siege.dump();

      const { status, text } = await siege.asBo(operation, {
        params: { project: 'shop', rollout: 'web' },
        headers: { authorization: `Bearer ${siege.deployToken}` },
      });

      expect([202, 401]).toContain(status);
      expect(text).not.toContain(MARKER);
      expect(await siege.dump()).toEqual(before);
    },
  );

  it('has read nothing of what is hidden in all of this', () => {
    expect(siege.answers.length).toBeGreaterThan(OPERATIONS.length);
    expect(siege.answers.join('\n')).not.toContain(MARKER);
  });
});
