/** An imported list approves its devices: no table that nobody vouches for may be taken for one. */
import { describe, expect, it } from "vitest";
import { readContent } from "@/lib/testing/read-content";

const table = (titles: string, ...rows: readonly string[]) => `${[titles, ...rows].join("\n")}\n`;

describe("a table of what a scanner found", () => {
  const tables: readonly (readonly [string, string])[] = [
    [
      "of weaknesses, by their checks",
      table("IP,Hostname,Port,Port Protocol,CVSS,Severity,NVT Name", "10.0.0.5,plc-1,443,tcp,5.0,Medium,Weak cipher"),
    ],
    [
      "of weaknesses, by their plug-ins",
      table("Plugin ID,CVE,CVSS,Risk,Host,Protocol,Port,Name", '"1","","","None","10.0.0.5","tcp","80","HTTP"'),
    ],
    [
      "of services",
      table(
        "ip;fqdn;port;protocol;service;version",
        "10.0.0.5;plc-1;80;tcp;http;Boa",
        "10.0.0.5;plc-1;502;tcp;modbus;",
      ),
    ],
    [
      "of services, their transport beside the port",
      table("Host,Port,Product", "10.0.0.5,80/tcp,Boa", "10.0.0.6,161/udp,"),
    ],
    ["of ports with their state", table("address,port,status", "10.0.0.5,21,open", "10.0.0.6,22,closed")],
    ["of nothing but ports", table("ip,port,timestamp", "10.0.0.5,21,2026-11-25 10:00:00", "10.0.0.6,22,")],
    ["of addresses that answered", table("saddr", "10.0.0.5", "10.0.0.6")],
    [
      "of what answered, and how",
      table("saddr,sport,classification,success", "10.0.0.5,21,synack,1", "10.0.0.6,22,synack,1"),
    ],
    ["of ports and states, without titles", table("10.0.0.5\t21\topen", "10.0.0.6\t22\topen", "10.0.0.7\t80\topen")],
    [
      "of ports and transports, without titles",
      table("open,tcp,21,10.0.0.5,1700000000", "open,tcp,22,10.0.0.6,1700000000"),
    ],
    ["of services, without titles", table("10.0.0.5;21/tcp;ftp", "10.0.0.6;22/tcp;ssh")],
  ];
  it.each(tables)("approves nothing: %s", async (_of, content) => {
    await expect(readContent(content, { fileName: "x.csv" })).rejects.toThrow(/what a scanner found/);
  });
});

describe("a table of who talked with whom", () => {
  it.each(["src_ip,src_port,dest_ip,dest_port", "Source,Port,Destination,Port 2", "saddr,sport,daddr,dport"])(
    "approves nothing: %s",
    async (titles) => {
      const content = table(`time,${titles}`, "10:00,10.0.0.5,40000,10.0.0.7,502", "10:01,10.0.0.6,40001,10.0.0.7,502");
      await expect(readContent(content, { fileName: "x.csv" })).rejects.toThrow(/who talked with whom/);
    },
  );
});

describe("a list of devices", () => {
  const lists: readonly (readonly [string, string])[] = [
    ["with the switch's port", table("Name,IP,Switch,Port", "plc-1,10.0.0.5,sw-1,7", "plc-2,10.0.0.6,sw-1,8")],
    [
      "with the protocol that it speaks",
      table("Name,IP,Port,Protocol", "plc-1,10.0.0.5,502,Modbus TCP", "plc-2,10.0.0.6,102,S7"),
    ],
    [
      "with service and place",
      table("Name,IP,Port,Transport,Location", "plc-1,10.0.0.5,502,TCP,Hall 1", "plc-2,10.0.0.6,102,TCP,Hall 2"),
    ],
    ["with the number of a port, and a name", table("Name,IP,Port", "plc-1,10.0.0.5,502", "plc-2,10.0.0.6,102")],
    ["of addresses and ports of a switch", table("IP,Port", "10.0.0.5,Gi1/0/3", "10.0.0.6,Gi1/0/4")],
    ["of valves that are open, without titles", table("10.0.0.5,valve 1,open", "10.0.0.6,valve 2,open")],
    ["of numbers, without titles", table("10.0.0.5,7,plc-1", "10.0.0.6,8,plc-2")],
    ["with the source of what it says", table("Name,IP,Source", "plc-1,10.0.0.5,survey", "plc-2,10.0.0.6,survey")],
    ["that counts weaknesses", table("Name,IP,CVEs,Severity", "plc-1,10.0.0.5,3,high", "plc-2,10.0.0.6,0,")],
  ];
  it.each(lists)("stays one: %s", async (_with, content) => {
    const { result } = await readContent(content, { fileName: "x.csv" });
    expect(result.format).toBe("csv");
    expect(result.approvals).toHaveLength(2);
  });
});
