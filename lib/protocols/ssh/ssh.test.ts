/** HASSH is the MD5 of the sender's own direction: computed here by hand, apart from the decoder. */
import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { decodeFixture } from "../decode-fixture";
import { ssh } from "./ssh";
import { FIXTURES } from "./ssh.fixtures";

const offer = FIXTURES.find((it) => it.name.includes("key exchange"));

it.each([
  [true, "HASSH", "curve25519-sha256;aes128-ctr;hmac-sha2-256;none"],
  [false, "HASSH server", "curve25519-sha256;aes256-ctr;hmac-sha1;none"],
])("gives the offer of the sender (initiator: %s)", (fromInitiator, title, text) => {
  if (!offer) throw new Error("the fixture is missing");
  const values = decodeFixture(ssh, { ...offer, fromInitiator }).identities.map((it) => it.value);
  expect(values).toContain(`${title} ${createHash("md5").update(text).digest("hex")}`);
});
