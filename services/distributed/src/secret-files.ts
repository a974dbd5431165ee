import { codeOf, type Variables, wrongUsage } from '@huitang/runtime';

/** Variables whose value may be in a file instead, named by `<NAME>_FILE`: what is in an environment more people see. */
const IN_FILES = [
  'HUITANG_INTERNAL_TOKEN',
  'KAFKA_PASSWORD',
  'KAFKA_TLS_CA',
  'KAFKA_TLS_CERT',
  'KAFKA_TLS_KEY',
  'MAIL_URL',
  'MONGODB_URI',
] as const;

export type ReadFile = (path: string) => string;

function valueIn(name: string, path: string, read: ReadFile): string {
  try {
    // Whoever writes a secret into a file ends the line.
    return read(path).trimEnd();
  } catch (error) {
    throw wrongUsage(`${name}: the name of a file that can be read, not ${path} (${codeOf(error)})`);
  }
}

/** The variables with what files hold for them. Throws a `wrong-usage` fault for a file that cannot be read, or one too many. */
export function withSecretFiles(variables: Variables, read: ReadFile): Variables {
  const filled: Record<string, string | undefined> = { ...variables };
  for (const name of IN_FILES) {
    const path = variables[`${name}_FILE`];
    if (path === undefined) continue;
    if (variables[name] !== undefined) throw wrongUsage(`${name}: either itself or ${name}_FILE, not both`);
    filled[name] = valueIn(`${name}_FILE`, path, read);
  }
  return filled;
}
