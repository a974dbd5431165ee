import type { Installation } from '../ports/platform.ts';
import { escapeHtml } from './html.ts';
import { openApiOf } from './openapi.ts';
import type { Route } from './route.ts';

const style = `
:root{color-scheme:light dark;--paper:#faf7f2;--ink:#2a2320;--line:#e4dccf;--red:#a61b1b;--soft:#6b5f57}
@media(prefers-color-scheme:dark){:root{--paper:#1d1917;--ink:#efe7dd;--line:#423a35;--red:#f08b7d;--soft:#b5a89d}}
body{background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,"Noto Sans CJK SC",sans-serif;max-width:62rem;margin:0 auto;padding:1.5rem}
h1,h2{font-family:"Noto Serif CJK SC",Georgia,serif}h2{border-bottom:1px solid var(--line);margin-top:2.2rem}
a{color:var(--red)}details{border:1px solid var(--line);border-radius:6px;margin:.5rem 0;padding:.5rem .8rem}
summary{cursor:pointer}code,pre{font:13px/1.45 ui-monospace,monospace}pre{overflow-x:auto;white-space:pre-wrap}
.verb{color:var(--red);font-weight:600;display:inline-block;min-width:3.6rem}.soft{color:var(--soft)}
`;

interface Operation {
  readonly parameters: readonly { name: string; in: string; required: boolean; description?: string }[];
  readonly requestBody?: { content: Record<string, { schema: unknown }> };
  readonly responses: Record<string, { description: string }>;
}

const json = (value: unknown): string => `<pre>${escapeHtml(JSON.stringify(value, null, 2))}</pre>`;

function section(route: Route, operation: Operation): string {
  const { method, path, summary } = route.spec;
  const parameters = operation.parameters
    .map(
      ({ name, in: place, required, description = '' }) =>
        `<li><code>${escapeHtml(name)}</code> <span class="soft">${place}${required ? ', required' : ''}</span> ${escapeHtml(description)}</li>`,
    )
    .join('');
  const bodies = Object.entries(operation.requestBody?.content ?? {}).map(
    ([type, { schema }]) => `<p>Body, <code>${escapeHtml(type)}</code></p>${json(schema)}`,
  );
  const answers = Object.entries(operation.responses).map(
    ([status, { description }]) => `<li><code>${status}</code> ${escapeHtml(description)}</li>`,
  );
  return `<details id="${escapeHtml(route.spec.operationId)}"><summary><span class="verb">${method.toUpperCase()}</span> <code>${escapeHtml(path)}</code> — ${escapeHtml(summary)}</summary>
${parameters && `<p>Parameters</p><ul>${parameters}</ul>`}${bodies.join('')}<p>Answers</p><ul>${answers.join('')}</ul></details>`;
}

/** The OpenAPI document as a page to read, without scripts. */
export function apiPage(routes: readonly Route[], installation: Installation): string {
  const { paths } = openApiOf(routes, installation) as { paths: Record<string, Record<string, Operation>> };
  const tags = [...new Set(routes.map(({ spec }) => spec.tag))];
  const parts = tags.map((tag) => {
    const own = routes.filter(({ spec }) => spec.tag === tag);
    const sections = own.map((route) => {
      const operation = paths[route.spec.path]?.[route.spec.method];
      return operation ? section(route, operation) : '';
    });
    return `<h2>${escapeHtml(tag)}</h2>${sections.join('')}`;
  });
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Huitang API</title><style>${style}</style></head><body><main>
<h1>Huitang API</h1><p>Version ${escapeHtml(installation.version)}. Machine-readable: <a href="/openapi.json">OpenAPI 3.1</a>. Errors are RFC 9457 problem details with a stable <code>code</code>; repeat a write safely with <code>Idempotency-Key</code>; wait for a decision with <code>Prefer: wait=10</code>; change only what you have seen with <code>If-Match</code> and the <code>ETag</code> of what you read (412 when it has changed since). <a href="/">Home</a></p>
${parts.join('')}</main></body></html>`;
}
