import { describe, expect, it } from "vitest";
import { DECODERS } from "@/lib/protocols/registry";
import { standardPorts } from "./standard-ports";

describe("standard ports", () => {
  it("are known of every protocol that is read over TCP and UDP, or it is met at the ports that were observed", () => {
    const unknown = DECODERS.filter(({ name }) => standardPorts(name) === null).map(({ name }) => name);
    // Remote tools and discovery that hop ports or are chosen at installation: a conduit for them takes what was observed.
    expect(unknown.length).toBeLessThan(20);
    for (const name of ["modbus", "s7comm", "enip", "opcua", "iec104", "dnp3", "bacnet", "rdp", "ssh", "smb"])
      expect(unknown).not.toContain(name);
  });

  it("are ports at which the protocol's decoder looks as well", () => {
    for (const { name, carriers } of DECODERS) {
      const looked = carriers.flatMap((it) => ("ports" in it ? it.ports.map((port) => `${it.layer}/${port}`) : []));
      for (const { transport, number } of standardPorts(name) ?? [])
        if (transport === "tcp" || transport === "udp") expect(looked, name).toContain(`${transport}/${number}`);
    }
  });
});
