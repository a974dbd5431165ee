import { createRequire } from 'node:module';

// Loaded before the platform with `node --import`: prints each span as it begins and what it is given later.
const ofRuntime = createRequire(new URL('../../packages/runtime/package.json', import.meta.url));
const { trace, INVALID_SPAN_CONTEXT } = ofRuntime('@opentelemetry/api');

const print = (what) => process.stdout.write(`span ${JSON.stringify(what)}\n`);

const span = () => {
  const printed =
    (name) =>
    (...args) => {
      print([name, ...args.map((arg) => (arg instanceof Error ? `${arg.stack}` : arg))]);
      return one;
    };
  const one = {
    spanContext: () => INVALID_SPAN_CONTEXT,
    isRecording: () => true,
    end: () => {},
    ...Object.fromEntries(
      [
        'setAttribute',
        'setAttributes',
        'addEvent',
        'addLink',
        'addLinks',
        'setStatus',
        'updateName',
        'recordException',
      ].map((name) => [name, printed(name)]),
    ),
  };
  return one;
};

trace.setGlobalTracerProvider({
  getTracer: () => ({
    startSpan(name, options) {
      print({ name, options });
      return span();
    },
  }),
});
