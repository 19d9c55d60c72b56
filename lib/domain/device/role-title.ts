/** Roles that are no single word, as people write them in a sentence. */
const TITLES: ReadonlyMap<string, string> = new Map([
  ["scada", "SCADA system"],
  ["scada or hmi", "SCADA system or HMI"],
]);

/** Words of roles that are spelled: "dhcp-server" is a DHCP server. */
const SPELLED: ReadonlyMap<string, string> = new Map(
  [
    ...["plc", "rtu", "ied", "hmi", "dcs", "nvr", "dvr", "ups", "pmu", "pac", "nas", "pc", "tv", "ip", "cctv", "ptz"],
    ...["dhcp", "dns", "ntp", "vpn", "scada", "knx", "opc", "mqtt", "usb", "lte", "ot", "it", "hvac"],
  ].map((it) => [it, it.toUpperCase()]),
);

/** "plc" → "PLC", "access-point" → "access point", "io-controller" → "I/O controller". */
export function roleTitle(role: string): string {
  const lower = role.toLowerCase();
  return TITLES.get(lower) ?? role.replaceAll("-", " ").replace(/[a-z]+/gi, spelled);
}

function spelled(word: string): string {
  const lower = word.toLowerCase();
  return lower === "io" ? "I/O" : (SPELLED.get(lower) ?? word);
}

/** As a heading over several: "PLCs", "SCADA systems or HMIs", "Access points". */
export function rolesTitle(role: string): string {
  const title = plural(roleTitle(role));
  return title.charAt(0).toUpperCase() + title.slice(1);
}

function plural(noun: string): string {
  if (noun.includes(" or ")) return noun.split(" or ").map(plural).join(" or ");
  if (/[^aeiou]y$/i.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}

/** "a PLC", "an HMI", "an access point": by sound, so that spelled letters count as they are said. */
export function withArticle(words: string): string {
  const isSpelled = /^[A-Z]{2,}\b/.test(words) && !/^(?:SCADA|NAS)/.test(words);
  const isVowel = isSpelled ? /^[AEFHILMNORSX]/.test(words) : /^[aeiou]/i.test(words);
  return `${isVowel ? "an" : "a"} ${words}`;
}
