/** Which words of a banner the version belongs to. */
import { expect, it } from "vitest";
import { splitProductVersion } from "./product-version";

it.each([
  ["Apache/2.4.6 (CentOS)", { product: "Apache", version: "2.4.6" }],
  ["vsFTPd 3.0.3", { product: "vsFTPd", version: "3.0.3" }],
  ["(vsFTPd 3.0.3)", { product: "vsFTPd", version: "3.0.3" }],
  ["Acme FTP server (vsFTPd 3.0.3)", { product: "vsFTPd", version: "3.0.3" }],
  ["FTP server (Version 6.4) ready", { product: "FTP server", version: "6.4" }],
  ["Acme (plant) 1.2", { product: "Acme (plant)", version: "1.2" }],
  ["OpenSSH_8.7p1", { product: "OpenSSH", version: "8.7p1" }],
  ["Sendmail 8.8.7/8.8.6; Sat, 7 Aug 1999 08:20:11 -0400", { product: "Sendmail", version: "8.8.7" }],
  ["Acme UPnP/1.0 MiniUPnPd/1.4", { product: "MiniUPnPd", version: "1.4" }],
  ["Linux/3.8.13, UPnP/1.0, Portable SDK/1.6.18", { product: "Portable SDK", version: "1.6.18" }],
  ["Acme mail server ready", { product: "Acme mail server ready" }],
  ["Waiting for authentication process to respond..", null],
  ["Postfix (Debian/GNU)", { product: "Postfix (Debian/GNU)" }],
])("%s", (banner, expected) => {
  expect(splitProductVersion(banner)).toEqual(expected);
});
