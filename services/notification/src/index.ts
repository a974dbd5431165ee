export { notification } from './service.ts';
