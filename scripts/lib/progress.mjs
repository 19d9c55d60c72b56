/** Lines that say what is happening and when, so that a long wait never looks like a hang. */
const startedAt = performance.now();

export function say(text) {
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1).padStart(5);
  console.log(`${seconds} s  ${text}`);
}

/** Announces a piece of work, and its end when that was worth waiting for. */
export async function during(text, work) {
  say(`${text} …`);
  const from = performance.now();
  const result = await work();
  const seconds = (performance.now() - from) / 1000;
  if (seconds >= 1) say(`${text}: done in ${seconds.toFixed(1)} s`);
  return result;
}
