import type { Comparison } from "./query";

/** Numbers by value, texts by code point. */
export function compare<Value extends string | number>(a: Value, operator: Comparison, b: Value): boolean {
  switch (operator) {
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case ">":
      return a > b;
    case ">=":
      return a >= b;
    case "=":
      return a === b;
  }
}
