/**
 * JSON text in two: what it has in common with others of its shape, which is there once for all of them, and its own
 * values. Of many alike, such as the answers of a day, half is shape.
 */
export interface ShapedText {
  /** The text with a gap for every value. */
  readonly shape: string;
  /** The values as JSON, a line each. */
  readonly values: string;
}

// JSON has neither as it is: in its strings both are escaped.
const GAP = '\u0000';
const LINE = '\n';

const STRING = String.raw`"(?:[^"\\]|\\.)*"`;
const KEY_OR_VALUE = new RegExp(`(${STRING}:)|${STRING}|-?\\d[\\d.eE+-]*|true|false|null`, 'g');

/** With so many it begins anew: texts keep the shapes that they have. */
const SHAPES_MAX = 1_000;
/** A longer shape is nobody else's. */
const SHARED_CHARACTERS_MAX = 4_096;
const shapes = new Map<string, string>();

function shared(shape: string): string {
  if (shape.length > SHARED_CHARACTERS_MAX) return shape;
  const known = shapes.get(shape);
  if (known !== undefined) return known;
  if (shapes.size >= SHAPES_MAX) shapes.clear();
  shapes.set(shape, shape);
  return shape;
}

/** Of a text as `JSON.stringify` gives it, without blanks. */
export function shapedText(json: string): ShapedText {
  const values: string[] = [];
  const shape = json.replace(KEY_OR_VALUE, (whole, key: string | undefined) => {
    if (key !== undefined) return key;
    values.push(whole);
    return GAP;
  });
  return { shape: shared(shape), values: values.join(LINE) };
}

/** The text it was made of. */
export function textOf({ shape, values }: ShapedText): string {
  const [first = '', ...after] = shape.split(GAP);
  if (after.length === 0) return first;
  const lines = values.split(LINE);
  return first + after.map((text, index) => lines[index] + text).join('');
}
