import { describe, expect, it } from "vitest";
import { binding, file, sighting } from "@/lib/testing/builders";
import type { Evidence, Observation } from "../../observation";
import { findHosts } from "./find-hosts";

const CARD = "00:1b:1b:00:00:10";
const DAY = 24 * 60;
const linkOf = (evidence: readonly Evidence[], ip: string) => findHosts(evidence).find((it) => it.ip === ip);
const on = (...observations: Observation[]) => file("a", observations);

describe("an address is its card's own", () => {
  it("when it is the only one of the card and its TTL has not been counted down", () => {
    for (const ttl of [1, 30, 32, 64, 128, 255]) {
      expect(linkOf(on(sighting(CARD, "10.0.0.5", { ttl })), "10.0.0.5")).toMatchObject({
        link: "on-link",
        macs: [CARD],
      });
    }
  });

  it.each(["declared", "dhcp", "arp", "nd", "scan", "stated"] as const)(
    "when %s proves it, whatever the TTL",
    (proof) => {
      const evidence = on(sighting(CARD, "10.0.0.5", { ttl: 61 }), binding(CARD, "10.0.0.5", proof));
      expect(linkOf(evidence, "10.0.0.5")?.macs).toEqual([CARD]);
    },
  );

  it("when it is link-local, or made from the card's own MAC", () => {
    const evidence = on(
      binding(CARD, "10.0.0.1", "arp"),
      ...["10.0.1.1", "10.0.2.2", "fe80::99", "fd00::21b:1bff:fe00:10", "fd00:0:0:1::7"].map((ip) =>
        sighting(CARD, ip),
      ),
    );
    expect(linkOf(evidence, "fe80::99")?.link).toBe("on-link");
    expect(linkOf(evidence, "fd00::21b:1bff:fe00:10")?.link).toBe("on-link");
    expect(linkOf(evidence, "fd00:0:0:1::7")?.link).not.toBe("on-link");
  });

  it("when the card had another on another day", () => {
    const evidence = [
      ...file("monday", [sighting(CARD, "10.0.0.5", { at: 0 })]),
      ...file("friday", [sighting(CARD, "10.0.0.9", { at: 4 * DAY })]),
    ];
    expect(findHosts(evidence).map((it) => it.link)).toEqual(["on-link", "on-link"]);
  });
});

describe("an address is not the card's", () => {
  it("when its TTL was counted down", () => {
    for (const ttl of [127, 63, 254, 29, 50]) {
      expect(linkOf(on(sighting(CARD, "10.0.0.5", { ttl })), "10.0.0.5")).toEqual({
        realm: "plant",
        ip: "10.0.0.5",
        macs: [],
        link: "behind-router",
      });
    }
  });

  it("when the card speaks for several subnets at once", () => {
    const evidence = on(...["10.0.1.5", "10.0.2.5", "10.0.3.5"].map((ip) => sighting(CARD, ip)));
    expect(findHosts(evidence).map((it) => it.link)).toEqual(["behind-router", "behind-router", "behind-router"]);
  });

  it("when another card proves that it is its own", () => {
    const owner = "00:1c:c0:00:00:01";
    const evidence = on(sighting(CARD, "10.0.0.5"), sighting(owner, "10.0.0.5"), binding(owner, "10.0.0.5", "arp"));
    expect(linkOf(evidence, "10.0.0.5")?.macs).toEqual([owner]);
  });

  it("when the card answers ARP for more than a host has, save what a registry gives it", () => {
    const answered = Array.from({ length: 9 }, (_, index) => binding(CARD, `10.0.0.${index + 1}`, "arp"));
    const evidence = on(...answered, binding(CARD, "10.0.0.1", "dhcp"));
    const links = new Map(findHosts(evidence).map((it) => [it.ip, it.link]));
    expect(links.get("10.0.0.1")).toBe("on-link");
    expect([...links].filter(([, link]) => link === "on-link")).toHaveLength(1);
  });

  it("but a card that took nine leases on nine days is no proxy", () => {
    const evidence = on(
      ...Array.from({ length: 9 }, (_, index) => binding(CARD, `10.0.0.${index + 1}`, "arp", { at: index * DAY })),
    );
    expect(findHosts(evidence).every((it) => it.link === "on-link")).toBe(true);
  });
});

describe("an address is left open", () => {
  it("when several of one subnet share a card and nothing proves whose they are", () => {
    const evidence = on(...["10.0.0.5", "10.0.0.6", "10.0.0.7"].map((ip) => sighting(CARD, ip)));
    expect(findHosts(evidence).map((it) => it.link)).toEqual(["unknown", "unknown", "unknown"]);
  });

  it("when no TTL was seen, when it never sent, and without a card", () => {
    expect(linkOf(on(sighting(CARD, "10.0.0.5", { ttl: null })), "10.0.0.5")?.link).toBe("unknown");
    expect(linkOf(on(sighting(CARD, "10.0.0.5", { sent: 0 })), "10.0.0.5")?.link).toBe("unknown");
    expect(linkOf(on(sighting(null, "10.0.0.5")), "10.0.0.5")?.link).toBe("unknown");
    expect(linkOf(on(sighting("00:00:00:00:00:00", "10.0.0.5")), "10.0.0.5")?.link).toBe("unknown");
  });

  it("and is no host at all when it is a group or a placeholder", () => {
    expect(
      findHosts(on(...["224.0.0.251", "255.255.255.255", "0.0.0.0", "ff02::1", "::"].map((ip) => sighting(CARD, ip)))),
    ).toEqual([]);
  });
});
