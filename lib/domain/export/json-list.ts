/** A JSON document with one list under `key`, piece by piece: `{"devices":[\n…,\n…\n]}`. */
export async function* jsonList(key: string, items: AsyncIterable<unknown>): AsyncGenerator<string> {
  yield `{${JSON.stringify(key)}:[`;
  let separator = "\n";
  for await (const item of items) {
    yield separator + JSON.stringify(item);
    separator = ",\n";
  }
  yield "\n]}\n";
}
