/** Role words of protocols and lists, as people write them in a sentence. */
const TITLES: ReadonlyMap<string, string> = new Map([
  ["plc", "PLC"],
  ["rtu", "RTU"],
  ["ied", "IED"],
  ["hmi", "HMI"],
  ["scada", "SCADA system"],
  ["scada or hmi", "SCADA system or HMI"],
  ["dcs", "DCS"],
  ["io-device", "I/O device"],
  ["nvr", "NVR"],
  ["ups", "UPS"],
]);

/** "plc" → "PLC", "access-point" → "access point". */
export function roleTitle(role: string): string {
  return TITLES.get(role.toLowerCase()) ?? role.replaceAll("-", " ");
}

/** "a PLC", "an HMI", "an access point": by sound, so that spelled letters count as they are said. */
export function withArticle(words: string): string {
  const isSpelled = /^[A-Z]{2,}\b/.test(words) && !/^(?:SCADA|NAS)/.test(words);
  const isVowel = isSpelled ? /^[AEFHILMNORSX]/.test(words) : /^[aeiou]/i.test(words);
  return `${isVowel ? "an" : "a"} ${words}`;
}
