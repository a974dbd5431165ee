import { Fault, type Mailer, type Platform, type ServiceFactory } from '@huitang/runtime';

/** The platform without ticks: nothing is done because it is time for it. */
export const withoutTicks = <P extends Platform>(platform: P): P => ({
  ...platform,
  ticker: { every: () => async () => {} },
});

/** Mails nothing, and says so to whoever tries. */
export const noMailer: Mailer = {
  send: () => Promise.reject(new Fault('no-mail', 'nothing is mailed by this command', { retriable: false })),
};

/** Services that only keep their read models: they answer no event, so nothing is decided, planned or sent. */
export const viewsOnly = (factories: readonly ServiceFactory[]): readonly ServiceFactory[] =>
  factories.map(({ name, create }) => ({
    name,
    create: (context) => {
      const service = create(context);
      const consumers = service.consumers.filter(({ rebuilds, acts }) => rebuilds.length > 0 && !acts);
      return { ...service, consumers, ticks: [] };
    },
  }));
