import { aController, Looks, names } from '../../../test/aController';
import { settle } from '../../../test/ManualClock';

describe('Controller, when a reconcile hangs', () => {
  describe('cuts off a reconcile that never ends', () => {
    it('aborts it at its deadline, and its worker goes on', async () => {
      const looks = new Looks();
      const { clock, queue, controller, told } = aController(looks.reconcile, {
        workers: 1,
      });
      controller.start();
      queue.add('stuck');
      queue.add('next');
      await clock.advance(59_999);
      expect(looks.begun).toEqual(['stuck']);
      expect(looks.signals.get('stuck')!.aborted).toBe(false);

      await clock.advance(1);
      expect(looks.signals.get('stuck')!.aborted).toBe(true);
      expect(looks.begun).toEqual(['stuck', 'next']);
      expect(names(told)).toEqual(['reconciled', 'timedOut']);
      expect(controller.stats()).toMatchObject({ active: 1, overdue: 1 });
    });

    it('looks at its key again only when it has really ended', async () => {
      const looks = new Looks();
      const { clock, queue, controller, told } = aController(looks.reconcile);
      controller.start();
      queue.add('stuck');
      await settle();
      queue.add('stuck');
      await clock.advance(100_000);
      expect(looks.begun).toEqual(['stuck']);

      await looks.end('stuck');
      await clock.advance(5);
      expect(looks.begun).toEqual(['stuck', 'stuck']);
      expect(looks.mostOfOne).toBe(1);
      expect(told).toContainEqual(
        expect.objectContaining({ name: 'failed', key: 'stuck' }),
      );
      expect(names(told)).not.toContain('abandoned');
    });

    it('gives it up if it does not even end then, and says so', async () => {
      const looks = new Looks();
      const { clock, queue, controller, told } = aController(looks.reconcile);
      controller.start();
      queue.add('stuck');
      await clock.advance(119_999);
      expect(names(told)).not.toContain('abandoned');

      await clock.advance(6);
      expect(names(told)).toContain('abandoned');
      expect(looks.begun).toEqual(['stuck', 'stuck']);
      expect(controller.stats()).toMatchObject({ active: 1, overdue: 0 });
    });

    it('hears nothing of what it throws after it was given up', async () => {
      const rejections: unknown[] = [];
      const hear = (reason: unknown) => rejections.push(reason);
      process.on('unhandledRejection', hear);
      let reject: (reason: Error) => void = () => undefined;
      const { clock, queue, controller, told } = aController(
        () =>
          new Promise((_, fail) => {
            reject = fail;
          }),
      );
      controller.start();
      queue.add('stuck');
      await clock.advance(120_000);
      const before = told.length;
      reject(new Error('too late'));
      await settle();
      process.off('unhandledRejection', hear);

      expect(told).toHaveLength(before);
      expect(rejections).toEqual([]);
    });
  });
});
