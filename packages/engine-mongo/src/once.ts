/** Does something the first time it is asked for, and again only when that failed. */
export function once<T>(task: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined;
  return () => {
    const asked = done ?? task();
    done = asked;
    asked.catch(() => {
      if (done === asked) done = undefined;
    });
    return asked;
  };
}
