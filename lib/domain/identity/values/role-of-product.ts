/**
 * What a product is there for, by its name or order number as makers write them. Public catalogue facts; own list, most
 * telling first. Only ever a conclusion.
 */
const PRODUCTS: readonly (readonly [role: string, pattern: RegExp])[] = [
  ["safety controller", /\b(?:trident|triconex|tricon|safety manager|himax|himatrix|pnoz|pss ?4000)\b/i],
  [
    "hmi",
    /\b(?:simatic hmi|ktp ?\d{3,4}|(?:tp|mp|op) ?\d{3,4}|panelview|magelis|xbt ?gt|proface|pro-face)\b|^6av[267]/i,
  ],
  ["plc", /\b(?:cpu ?\d{3,4}|cpu-\d{4}|s7-(?:200|300|400|1200|1500)|im151-8)\b|\bcpu\b.*\b(?:dp|pn)\b/i],
  ["plc", /^6es7 ?(?:2[12]\d|31\d|41\d|51\d)/i],
  ["io-device", /\bet ?200\w*\b|^6es7 ?(?:13\d|14\d|15[1-7])|\b(?:1734|1794|1738)-|\bic200pns/i],
  [
    "switch",
    /\b(?:scalance x|simatic net|x2\d\d-|stratix|connexium|eks-|mach\d{3,4}|catalyst|procurve|ws-c\d{4})|^6gk5 ?(?!7)/i,
  ],
  ["access-point", /\b(?:scalance w|air-cap|air-ap)|\bunifi ap\b/i],
  ["firewall", /\b(?:scalance s\d|mguard|fortigate|palo alto|tofino|eagle\d{2})\b/i],
  ["plc", /\b(?:controllogix|compactlogix|micrologix|guardlogix|slc ?5\d\d|plc-5)\b|\b17(?:56|68|69)-l\d/i],
  ["communications-adapter", /\b1756-en\w+|\b1756-cnb|^140 ?no[ec]/i],
  ["plc", /\bmodicon\b|^140 ?cpu|^bmx ?p|^bme ?p|^tsx ?p|^tm\d{3}/i],
  ["plc", /^c[pj]\d[a-z]-|^cj2|^nx\d|^fx\d|^q\d{2}u|\bmelsec\b|\bsysmac\b|\bcx\d{4}\b|\bwago 750\b|^750-8/i],
  ["drive", /\b(?:sinamics|powerflex|altivar|micromaster|acs\d{3}|vlt)\b/i],
  ["ied", /\b(?:siprotec|sel-\d{3}|micom)\b|^re[fl]\d{3}\b/i],
  ["building controller", /\bms-n[ac]e\d|\bjace\b|\bdesigo\b|\bpxc\d/i],
  ["camera", /\b(?:ip ?cam(?:era)?|network camera|dcs-\d{3})/i],
  ["printer", /\b(?:laserjet|officejet|printer)\b/i],
];

/** RFC 9110 §10.1.5: a browser calls itself Mozilla, and then all engines that it can pass for ("Trident" is one). */
const BROWSER = /^mozilla\//i;

/** Role by product name, order number or description; null when the name tells none. */
export function roleOfProduct(name: string): string | null {
  if (BROWSER.test(name)) return null;
  return PRODUCTS.find(([, pattern]) => pattern.test(name))?.[0] ?? null;
}
