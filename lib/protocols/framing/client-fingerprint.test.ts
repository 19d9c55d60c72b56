/** Both fingerprints are compared with the worked examples of their own descriptions. */
import { expect, it } from "vitest";
import { type ClientOffer, clientFingerprints } from "./client-fingerprint";

/** The offer of the example in FoxIO's JA4 description (t13d1516h2), in the order it was sent, with GREASE. */
const OFFER: ClientOffer = {
  legacyVersion: 0x0303,
  ciphers: [
    0x2a2a, 0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0xc013, 0xc014, 0x009c, 0x009d,
    0x002f, 0x0035,
  ],
  extensions: [
    0x1a1a, 0x001b, 0x0000, 0x0033, 0x0010, 0x4469, 0x0017, 0x002d, 0x000d, 0x0005, 0x0023, 0x0012, 0x002b, 0xff01,
    0x000b, 0x000a, 0x0015,
  ],
  groups: [0x3a3a, 0x001d, 0x0017, 0x0018],
  pointFormats: [0],
  signatureAlgorithms: [0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601],
  versions: [0x3a3a, 0x0304, 0x0303],
  alpn: "h2",
};

it("gives the JA4 of the description's example", () => {
  expect(clientFingerprints(OFFER)[1]).toBe("t13d1516h2_8daaf6152771_e5627efa2ab1");
});

it("does not hang on GREASE and, for JA4, on the order of extensions", () => {
  const plain = { ...OFFER, ciphers: OFFER.ciphers.slice(1), extensions: OFFER.extensions.slice(1) };
  expect(clientFingerprints(plain)).toEqual(clientFingerprints(OFFER));
  const turned = { ...OFFER, extensions: [...OFFER.extensions].reverse() };
  expect(clientFingerprints(turned)[1]).toBe(clientFingerprints(OFFER)[1]);
  expect(clientFingerprints(turned)[0]).not.toBe(clientFingerprints(OFFER)[0]);
});

it("says so when nothing is offered", () => {
  const empty = { ...OFFER, ciphers: [], extensions: [], versions: [], alpn: null, legacyVersion: 0x0301 };
  expect(clientFingerprints(empty)[1]).toBe("t10i000000_000000000000_000000000000");
});

it("marks datagrams, whose newest version has the lowest number", () => {
  const datagram = { ...OFFER, isDatagram: true, legacyVersion: 0xfefd, versions: [0xfefd, 0xfefc] };
  expect(clientFingerprints(datagram)[1]).toMatch(/^dd3d1516h2_/);
  expect(clientFingerprints({ ...datagram, versions: [] })[1]).toMatch(/^dd2d1516h2_/);
});

it("tells offers apart by each of their parts, also when they are remembered", () => {
  const others: Partial<ClientOffer>[] = [
    { legacyVersion: 0x0302, versions: [] },
    { ciphers: [...OFFER.ciphers, 0x000a] },
    { extensions: OFFER.extensions.slice(1, -1) },
    { groups: [] },
    { pointFormats: [0, 1] },
    { signatureAlgorithms: OFFER.signatureAlgorithms.slice(1) },
    { versions: [0x0303] },
    { alpn: "http/1.1" },
    { alpn: null },
    // A value of one list may not pass for one of the next.
    { groups: [...OFFER.groups, 0], pointFormats: [] },
  ];
  const told = [OFFER, ...others.map((it) => ({ ...OFFER, ...it }))].map((it) => clientFingerprints(it).join(" "));
  expect(new Set(told).size).toBe(told.length);
  expect(told).toEqual(
    [OFFER, ...others.map((it) => ({ ...OFFER, ...it }))].map((it) => clientFingerprints(it).join(" ")),
  );
});

it("gives offers longer than any client's as well", () => {
  const long = { ...OFFER, ciphers: Array.from({ length: 30_000 }, (_, i) => i) };
  expect(clientFingerprints(long)[1]).toMatch(/^t13d9916h2_/);
});
