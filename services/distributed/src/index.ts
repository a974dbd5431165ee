export { routesByService } from './described.ts';
export { locationsOf } from './front-door/locations.ts';
export { nginxConf } from './front-door/nginx-conf.ts';
export { upstreamsOf } from './front-door/of-compose.ts';
export { parseOptions, type ServiceOptions } from './options.ts';
export type { Stores } from './platform.ts';
export { type Running, run } from './run.ts';
export { ownerOf, type ServiceName, serviceNames } from './service-names.ts';
