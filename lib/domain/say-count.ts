const COUNT = new Intl.NumberFormat("en-GB");

/** Exact, with thousands apart: "13,472". */
export function formatCount(count: number): string {
  return COUNT.format(count);
}

/** "1 device", "12 devices". */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
