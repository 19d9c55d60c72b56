/** V8 copies shorter parts of a text, and points into the whole for longer ones. */
const SHORTEST_PART = 13;

/**
 * The same text as a string of its own. What is cut out of a larger text keeps all of it in memory for as long as the
 * part lives: a name of twenty characters the eight kilobytes of the message that it stood in. Needed for what is kept.
 */
export function detachedText(text: string): string {
  return text.length < SHORTEST_PART ? text : (JSON.parse(JSON.stringify(text)) as string);
}
