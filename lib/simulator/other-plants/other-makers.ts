/** Makers' prefixes (IEEE registry) of the other plants. */
export const OTHER_OUI = {
  rockwell: "00:1d:9c",
  omron: "00:00:0a",
  wago: "00:30:de",
  hirschmann: "00:80:63",
  juniper: "00:05:85",
  vmware: "00:50:56",
  brother: "00:80:77",
  epson: "00:26:ab",
  abb: "00:0c:02",
  intel: "00:90:27",
  cisco: "00:25:84",
} as const;
