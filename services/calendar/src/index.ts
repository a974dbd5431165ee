export { calendar } from './service.ts';
