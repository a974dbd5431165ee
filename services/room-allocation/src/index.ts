export { roomAllocation } from './service.ts';
