import { expect, it } from "vitest";
import { surerName } from "./peer-name";

it("keeps the name from the surer source, and the first of equals", () => {
  const certificate = { peerName: "AnyDesk Client", peerNameFrom: "certificate" } as const;
  const sni = { peerName: "relay.example", peerNameFrom: "sni" } as const;
  const other = { peerName: "other.example", peerNameFrom: "sni" } as const;
  const nameless = { peerName: null, peerNameFrom: null };
  const unsaid = { peerName: "old.example", peerNameFrom: null };
  expect(surerName(sni, certificate)).toEqual(certificate);
  expect(surerName(sni, other)).toEqual(sni);
  expect(surerName(nameless, unsaid)).toEqual(unsaid);
  expect(surerName(unsaid, sni)).toEqual(sni);
});
