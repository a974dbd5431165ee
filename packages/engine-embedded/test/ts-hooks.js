// Lets a child process of a test run the TypeScript sources: node --import ./ts-hooks.js --conditions=huitang-source
import { readFile } from 'node:fs/promises';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';

const options = { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } };

export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const { transform } = await import('@swc/core');
  const { code } = await transform(await readFile(fileURLToPath(url), 'utf8'), options);
  return { format: 'module', source: code, shortCircuit: true };
}

// Node imports this file a second time as the hooks themselves; those have nothing to register.
if (!process.env.HUITANG_TS_HOOKS) {
  process.env.HUITANG_TS_HOOKS = '1';
  register(import.meta.url);
}
