/** What this build calls itself. */
export const version = '0.1.0';
