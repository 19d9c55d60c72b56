import { describe, expect, it } from "vitest";
import { DECODERS } from "@/lib/protocols/registry";
import { standardPorts } from "./standard-ports";

describe("standard ports", () => {
  it("are known of every protocol that is read over TCP and UDP, or it is met at the ports that were observed", () => {
    const unknown = DECODERS.filter(({ name }) => standardPorts(name) === null).map(({ name }) => name);
    // They take a port that another protocol or a person tells, or the one of a serial server: a conduit takes what was observed.
    expect(unknown).toEqual(["ftp-data", "genisys", "kuka-rsi", "rtcp", "rtp", "sel-fast-message"]);
  });

  it("are ports at which the protocol's decoder looks as well", () => {
    for (const { name, carriers } of DECODERS) {
      const looked = carriers.flatMap((it) => ("ports" in it ? it.ports.map((port) => `${it.layer}/${port}`) : []));
      for (const { transport, number } of standardPorts(name) ?? [])
        if (transport === "tcp" || transport === "udp") expect(looked, name).toContain(`${transport}/${number}`);
    }
  });
});
