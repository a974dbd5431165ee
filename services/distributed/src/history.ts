import type { EventMessage } from '@huitang/contracts';
import { type EventLog, Fault, type HttpClient } from '@huitang/runtime';
import { askHistory, historyIn } from './internal-streams.ts';
import { ownerOf, type ServiceName } from './service-names.ts';

interface HistoryContext {
  readonly service: ServiceName;
  readonly log: (service: string) => EventLog;
  readonly http: HttpClient;
  readonly addresses: Partial<Record<ServiceName, string>>;
  readonly token: string;
}

/** A stream's public events: from this process's own log, or asked from the service that owns it. */
export const historyOf =
  ({ service, log, http, addresses, token }: HistoryContext) =>
  async (stream: string): Promise<readonly EventMessage[]> => {
    const owner = ownerOf(stream);
    if (owner === service) return historyIn(service, log(service), stream);
    const address = addresses[owner];
    if (address) return askHistory(http, address, token, stream);
    throw new Fault('no-address', `HUITANG_SERVICES: the address of ${owner}, which owns ${stream}`, {
      retriable: false,
    });
  };
