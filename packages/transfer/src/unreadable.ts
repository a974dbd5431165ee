import { Fault } from '@huitang/runtime';

const fault = (code: string, message: string): Fault => new Fault(code, message, { retriable: false });

/** The file is something else. */
export const notAnExport = (why: string): Fault =>
  fault('not-an-export', `this is no file that \`huitang export-log\` wrote: ${why}`);

/** It was written by a version that this one does not understand. */
export const otherVersion = (version: unknown, known: number): Fault =>
  fault('other-format', `the file has format version ${JSON.stringify(version)}, this version reads ${known}`);

/** Its end is missing. */
export const notWhole = (why: string): Fault => fault('export-cut', `the file is cut off: ${why}`);

/** It is not as it was written. */
export const notAsWritten = (why: string): Fault =>
  fault('export-damaged', `the file is not as it was written: ${why}`);
