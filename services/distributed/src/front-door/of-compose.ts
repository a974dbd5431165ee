import { routesByService } from '../described.ts';
import type { ServiceName } from '../service-names.ts';
import { locationsOf } from './locations.ts';
import { type FrontDoorOptions, nginxConf } from './nginx-conf.ts';

/** The configuration for the containers of docker-compose.yml, where every service has its own name and port 8080. */
export const composeNginxConf = (): string =>
  nginxConf({
    listen: '8080',
    upstreams: upstreamsOf((name) => `${name}:8080`),
    locations: locationsOf(routesByService()),
    folder: '/tmp/nginx',
  });

/** One address for each service. */
export const upstreamsOf = (addressOf: (service: ServiceName) => string): FrontDoorOptions['upstreams'] => ({
  scheduling: [addressOf('scheduling')],
  'room-allocation': [addressOf('room-allocation')],
  notification: [addressOf('notification')],
  calendar: [addressOf('calendar')],
  web: [addressOf('web')],
});
