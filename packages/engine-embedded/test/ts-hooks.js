// Lets a child process of a test run the TypeScript sources: node --import ./ts-hooks.js --conditions=huitang-source
import { readFileSync } from 'node:fs';
import * as modules from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

const options = { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } };

export function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const { code } = transformSync(readFileSync(fileURLToPath(url), 'utf8'), options);
  return { format: 'module', source: code, shortCircuit: true };
}

// Newer Nodes have hooks in the same thread. Older ones import this file a second time as the hooks themselves; those
// have nothing to register.
if (modules.registerHooks) modules.registerHooks({ load });
else if (!process.env.HUITANG_TS_HOOKS) {
  process.env.HUITANG_TS_HOOKS = '1';
  modules.register(import.meta.url);
}
