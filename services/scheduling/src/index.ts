export { scheduling } from './service.ts';
