/** Digits that a number in a name counts by. */
const MAX_DIGITS = 10;

/**
 * What names are ordered by, compared as text: case does not count, and numbers do by their value, so that hall 2 stands
 * before hall 10. Different names may be ordered the same.
 */
export function nameOrder(name: string): string {
  return name.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(MAX_DIGITS, "0"));
}
