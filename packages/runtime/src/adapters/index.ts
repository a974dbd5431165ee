export { demoPrincipals } from './demo-principals.ts';
export { fetchHttpClient } from './fetch-http-client.ts';
export { createMailer, type MailerOptions } from './mailer/create-mailer.ts';
export { nodeClock } from './node-clock.ts';
export { nodeCronTicker } from './node-cron-ticker.ts';
export { nodeIds } from './node-ids.ts';
