export { webOf } from './service.ts';
