import { setTimeout as delay } from 'node:timers/promises';
import { startFaultProxy, waitFor } from '@one-click/devcluster';
import type { FaultProxy } from '@one-click/devcluster';
import { OPERATOR_USER } from '../../world';
import type { OperatorProcess } from '../../world';
import { Churn } from '../churn';
import { noteOperator } from '../noteOperator';
import type { ScenarioContext } from '../Scenario';

const MINUTE_MS = 60_000;

/** A fleet that nobody changes: whatever happens around it, nothing is written. */
export async function rest(context: ScenarioContext): Promise<void> {
  const { world, options, note } = context;
  const { size, minutes } = options;
  const proxy = await startFaultProxy(world.cluster);
  try {
    let operator = await world.startOperator({ via: proxy });
    const fleet = await world.settleFleet('rest', size);
    const short = minutes / 3;

    const before = await operator.cpuSeconds();
    await quiet(context, { when: 'left alone', minutes });
    const cpu = (await operator.cpuSeconds()) - before;
    note({ name: 'CPU left alone, a minute', value: cpu / minutes, unit: 's' });

    const churn = new Churn(world, fleet);
    await quiet(context, { when: 'while autoscalers churn', minutes: short });
    await churn.stop();
    note({ name: 'changes of autoscalers', value: churn.changes, unit: '' });

    await forgetVersions(operator, proxy);
    await quiet(context, { when: 'after 410 on all kinds', minutes: short });

    await world.endOperator(operator);
    const tail = await world.tailAudit();
    operator = await world.startOperator({ via: proxy });
    const writes = await tail.readWrites(OPERATOR_USER);
    await quiet(context, {
      when: 'after a restart',
      minutes: short,
      before: writes.length,
    });
    await noteOperator(operator, note);
    await world.endOperator(operator);
  } finally {
    await proxy.stop();
  }
}

async function quiet(
  { world, note }: ScenarioContext,
  spell: {
    readonly when: string;
    readonly minutes: number;
    readonly before?: number;
  },
): Promise<void> {
  const { when, minutes, before = 0 } = spell;
  const tail = await world.tailAudit();
  await delay(minutes * MINUTE_MS);
  const writes = await tail.readWrites(OPERATOR_USER);
  for (const { verb, resource, name } of writes.slice(0, 5)) {
    world.report(`${when}: ${verb} ${resource} ${name}`);
  }
  const minutesText = Number(minutes.toFixed(1));
  note({
    name: `${when}, ${minutesText} min`,
    value: before + writes.length,
    unit: 'writes',
    limit: 0,
  });
}

/** Ends every watch with a 410, so that all is listed anew. */
async function forgetVersions(
  operator: OperatorProcess,
  proxy: FaultProxy,
): Promise<void> {
  const watched = listedKinds(proxy.requests).size;
  const seen = proxy.requests.length;
  proxy.set({
    path: /watch=true/,
    fault: 'errorEvent',
    status: 410,
    reason: 'Expired',
  });
  proxy.clear();
  await waitFor(
    () => listedKinds(proxy.requests.slice(seen)).size === watched,
    {
      what: 'every kind to be listed anew',
      timeoutMs: 60_000,
      explain: () => operator.complaints.join('\n'),
    },
  );
}

function listedKinds(requests: FaultProxy['requests']): ReadonlySet<string> {
  return new Set(
    requests
      .map(({ target }) => target)
      .filter(target => target.includes('sendInitialEvents'))
      .map(target => target.replace(/\?.*/, '')),
  );
}
