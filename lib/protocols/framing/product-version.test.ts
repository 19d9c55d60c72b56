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
  ["Postfix (Debian/GNU)", { product: "Postfix (Debian/GNU)" }],
])("%s", (banner, expected) => {
  expect(splitProductVersion(banner)).toEqual(expected);
});
