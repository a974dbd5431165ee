import type { z } from 'zod';
import type { FieldError } from './problem.ts';

type Issue = z.core.$ZodIssue;
type Union = z.core.$ZodIssueInvalidUnion;
type Path = readonly PropertyKey[];

/** What zod says of a union that has no words of its own. */
const WORDLESS = 'Invalid input';

const NAMELESS = '""';

/** The way to a field from the way to what has it: `needs[0]` and `role`, or `1`. A name without a letter is shown as one. */
export function wayTo(above: string, part: PropertyKey): string {
  if (typeof part === 'number') return `${above}[${part}]`;
  const name = String(part) || NAMELESS;
  return above ? `${above}.${name}` : name;
}

const fieldOf = (path: Path): string => path.reduce<string>(wayTo, '');

const isAnotherType = ({ code, path }: Issue): boolean => code === 'invalid_type' && path.length === 0;

/** The form that comes nearest to what was sent: of those for its type of value, the one with least to complain of. */
function nearestForm({ errors }: Union, at: Path): readonly FieldError[] | undefined {
  const forms = errors.filter((issues) => issues.length > 0 && !issues.some(isAnotherType));
  const complaints = forms.map((issues) => issues.flatMap((issue) => errorsOf(issue, at)));
  return complaints.sort((a, b) => a.length - b.length)[0];
}

function wordsOf({ message, errors }: Union): string {
  if (message !== WORDLESS) return message;
  return [...new Set(errors.flat().map((issue) => issue.message))].join(', or ') || message;
}

function errorsOf(issue: Issue, above: Path = []): readonly FieldError[] {
  const path = [...above, ...issue.path];
  const field = fieldOf(path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      field: wayTo(field, key),
      code: 'unknown-field',
      message: 'no such field',
    }));
  }
  const near = issue.code === 'invalid_union' ? nearestForm(issue, path) : undefined;
  if (near) return near;
  const message = issue.code === 'invalid_union' ? wordsOf(issue) : issue.message;
  return [{ field: field || 'body', code: issue.code.replaceAll('_', '-'), message }];
}

/**
 * zod's issues as field errors; unknown fields are named one by one. Where several forms are taken, the errors are those
 * of the nearest one; where none is near, the words of them all.
 */
export const fieldErrors = (error: z.ZodError): readonly FieldError[] =>
  error.issues.flatMap((issue) => errorsOf(issue));
