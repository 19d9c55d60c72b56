/** What scripts for rarer controllers, and for servers beside them, say: in the right field, of the right host. */
import { describe, expect, it } from "vitest";
import type { ScriptNode } from "../script-node";
import { readScript } from "./registry";

const EMPTY: ScriptNode = { key: "", text: "", children: [] };
const printed = (id: string, ...lines: readonly string[]) =>
  readScript({ id, port: null, output: `\n${lines.map((line) => `  ${line}`).join("\n")}`, root: EMPTY });
const facts = (found: ReturnType<typeof readScript>) =>
  found.flatMap((it) =>
    it.kind === "identity" ? [`${it.ip ? `${it.ip} ` : ""}${it.field}=${it.value}${it.inferred ? "?" : ""}`] : [],
  );
const services = (found: ReturnType<typeof readScript>) =>
  found.flatMap((it) =>
    it.kind === "service"
      ? [[it.service, it.product ?? "", it.version ?? "", ...(it.flags ?? [])].filter((part) => part !== "").join(" ")]
      : [],
  );

describe("scripts for controllers", () => {
  it("name model, runtime and project of ProConOS", () => {
    const found = printed(
      "proconos-info",
      "Ladder Logic Runtime: ProConOS V3.0 Oct 29 2002",
      "PLC Type: ACME: CX V05:40",
      "Project Name: Pumps",
    );
    expect(facts(found)).toEqual([
      "role=plc?",
      "model=ACME: CX V05:40",
      "description=ProConOS V3.0 Oct 29 2002",
      "description=project Pumps",
    ]);
    expect(services(found)).toEqual(["proconos"]);
  });

  it("name maker and model of a Crimson panel and of a MELSEC CPU", () => {
    expect(facts(printed("cr3-fingerprint", "Manufacturer: Red Lion Controls", "Model: G99"))).toEqual([
      "vendor=Red Lion Controls",
      "model=G99",
      "role=hmi?",
    ]);
    expect(facts(printed("melsecq-discover", "CPUINFO: Q99CPU"))).toEqual([
      "model=Q99CPU",
      "vendor=Mitsubishi Electric?",
      "role=plc?",
    ]);
  });

  it("tell CODESYS 3 of the node that answered, also when many answered one broadcast", () => {
    const told = ["targetVendor: ACME", "targetName: ACME 750", "deviceName: plc-7", "targetVersion: 5.1.2.0"];
    const expected = ["vendor=ACME", "model=ACME 750", "name=plc-7", "firmware=5.1.2.0?"];
    expect(facts(printed("codesys-plc-info", ...told))).toEqual(expected);
    const broadcast = printed("broadcast-codesys-discover", "10.0.0.7:", ...told.map((line) => `  ${line}`));
    expect(facts(broadcast)).toEqual(expected.map((fact) => `10.0.0.7 ${fact}`));
  });

  it("name a controller of Unitronics, and the one behind it", () => {
    const unit = (number: number, name: string) => [
      `  Unit ID ${number}:`,
      "    Model: V130-33-T38",
      "    HW version: A",
      "    OS Build: 41",
      "    OS Version: 3.9",
      `    PLC Name: ${name}`,
    ];
    const found = printed("pcom-discover", "master:", ...unit(3, "well 3"), "slaves:", ...unit(4, "well 4"));
    const stated = ["model=V130-33-T38", "hardware=A", "firmware=3.9 (41)"];
    const concluded = ["vendor=Unitronics?", "role=plc?"];
    expect(facts(found)).toEqual([...stated, "name=well 3", ...concluded, ...stated, "name=well 4", ...concluded]);
    expect(found.flatMap((it) => (it.kind === "identity" && it.child === "pcom unit 4" ? [it.value] : []))).toContain(
      "well 4",
    );
    expect(services(found)).toEqual(["pcom"]);
  });

  it("tell an outstation's own link address, not the asker's", () => {
    expect(facts(printed("dnp3-info", "Source Address: 4", "Destination Address: 0"))).toEqual(["instance=4"]);
  });

  it("bind an OpenWebNet gateway's card to its address", () => {
    const found = printed(
      "openwebnet-discovery",
      "IP Address: 10.0.0.35",
      "MAC Address: 02:00:00:00:00:35",
      "Device Type: F999",
      "Firmware Version: 3.0.14",
    );
    expect(facts(found)).toEqual(["model=F999", "firmware=3.0.14"]);
    expect(found).toContainEqual({ kind: "binding", mac: "02:00:00:00:00:35", ip: "10.0.0.35" });
  });

  it("say nothing where the script found nothing", () => {
    expect(printed("codesys-plc-info", "no answer")).toEqual([]);
    expect(facts(printed("melsecq-discover", "nothing"))).toEqual([]);
  });
});

describe("scripts for servers", () => {
  it("name program, version and system", () => {
    const ntp = printed("ntp-info", "version: ntpd 4.2.6p3@1.2290-o Tue Jun 5 2012 (1)", "system: Linux/3.9.3-24");
    expect(services(ntp)).toEqual(["ntp ntpd 4.2.6p3"]);
    expect(facts(ntp)).toEqual(["os=Linux 3.9.3-24"]);
    expect(services(printed("mqtt-subscribe", "Topics:", "  $SYS/broker/version: mosquitto version 2.0.11"))).toEqual([
      "mqtt mosquitto 2.0.11",
    ]);
    expect(services(printed("redis-info", "Version: 6.0.16", "Operating System: Linux 5.10 x86_64"))).toEqual([
      "redis Redis 6.0.16",
    ]);
  });

  it("flag a screen that asks for no password, and no other", () => {
    expect(services(printed("vnc-info", "Protocol version: 3.8", "Security types:", "  None (1)"))).toEqual([
      "vnc vnc-no-password",
    ]);
    expect(
      services(printed("vnc-info", "Protocol version: 3.8", "Security types:", "  VNC Authentication (2)")),
    ).toEqual(["vnc"]);
  });

  it("take the realm of a web server, without what follows it", () => {
    expect(facts(printed("http-auth", "HTTP/1.1 401 Unauthorized", "  Basic realm=ACME PLC 7"))).toEqual([
      "description=ACME PLC 7",
    ]);
  });

  it("take a directory server's own name only", () => {
    expect(facts(printed("ldap-rootdse", "dnsHostName: dc1.plant.test", "serverName: CN=DC1"))).toEqual([
      "name=dc1.plant.test",
    ]);
  });
});
