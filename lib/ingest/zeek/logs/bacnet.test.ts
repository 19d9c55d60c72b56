import { describe, expect, it } from "vitest";
import type { Observation } from "@/lib/domain/observation";
import { readContent } from "@/lib/testing/read-content";

const PEERS = "ts uid id.orig_h id.orig_p id.resp_h id.resp_p is_orig source_h source_p destination_h destination_p";
const ROUTING = "snet slen sadr dnet dlen dadr fwd_ip fwd_port";

function log(path: string, columns: string, rows: readonly string[]): string {
  const lines = rows.map((row) => row.replaceAll(" ", "\t"));
  return [`#separator \\x09`, `#path\t${path}`, `#fields\t${columns.replaceAll(" ", "\t")}`, ...lines, ""].join("\n");
}

const named = (observations: readonly Observation[]) =>
  observations.flatMap((it) =>
    it.kind === "identity"
      ? [`${it.subject.ip}${it.subject.child ? `/${it.subject.child}` : ""} ${it.field}=${it.value}`]
      : [],
  );

/** A message of 10.0.0.2 to 10.0.0.1 ("T"), which opened the conversation, or back ("F"). */
const message = (isOrig: "T" | "F") => {
  const [from, to] = isOrig === "T" ? ["10.0.0.2", "10.0.0.1"] : ["10.0.0.1", "10.0.0.2"];
  return `1700000000.0 C1 10.0.0.2 47808 10.0.0.1 47808 ${isOrig} ${from} 47808 ${to} 47808`;
};

describe("BACnet logs", () => {
  it("tell who asked, though the one that was asked spoke first", async () => {
    const columns = `${PEERS} invoke_id pdu_service object_type instance_number property array_index value`;
    const { result } = await readContent(
      log("bacnet_property", columns, [
        `${message("F")} 1 write-property-request analog-output 3 present-value - 70`,
        `${message("T")} 1 write-property-ack analog-output 3 present-value - -`,
        `${message("F")} 2 read-property-request device 9 object-name - -`,
        `${message("T")} 2 read-property-ack device 9 object-name - AHU-9`,
      ]),
    );
    expect(result.flows).toHaveLength(1);
    expect([...result.flows][0]).toMatchObject({
      initiator: { ip: "10.0.0.1" },
      responder: { ip: "10.0.0.2" },
      packetsFromResponder: 2,
      operations: { write: 1, read: 1 },
    });
    expect(named(result.observations)).toEqual(["10.0.0.2 instance=9", "10.0.0.2 name=AHU-9"]);
  });

  it("an answer that bears the name of its service is no second operation", async () => {
    const device = `${PEERS} invoke_id pdu_service time_duration device_state password result result_code`;
    const control = await readContent(
      log("bacnet_device_control", device, [
        `${message("T")} 7 reinitialize_device - coldstart secret - -`,
        `${message("F")} 7 reinitialize_device - - - SUCCESS -`,
      ]),
    );
    expect(control.result.flows).toHaveLength(1);
    expect([...control.result.flows][0]).toMatchObject({ packetsFromResponder: 1, operations: { control: 1 } });
    const all = await readContent(
      log("bacnet", `${PEERS} bvlc_function pdu_type pdu_service invoke_id`, [
        `${message("F")} Original-Unicast-NPDU ConfirmedRequest write-property 8`,
        `${message("T")} Original-Unicast-NPDU SimpleACK write-property 8`,
      ]),
    );
    expect(all.result.flows).toHaveLength(1);
    expect([...all.result.flows][0]?.operations).toEqual({ write: 1 });
  });

  it("what a broadcast device forwards is said by the one it names", async () => {
    const columns = `${PEERS} pdu_service device_id_type device_id_number object_type instance_number vendor range object_name ${ROUTING}`;
    const { result } = await readContent(
      log("bacnet_discovery", columns, [`${message("T")} i-am - - device 77 Maker - - - - - - - - 10.9.0.7 47809`]),
    );
    expect(named(result.observations)).toEqual(["10.9.0.7 instance=77", "10.9.0.7 vendor=Maker"]);
    expect(result.observations.find((it) => it.kind === "service")).toMatchObject({
      subject: { ip: "10.9.0.7" },
      port: 47_809,
    });
    expect(result.warnings).toEqual([]);
  });

  it("a station behind a router is a child even when it is the only one, by its network and address", async () => {
    const columns = `${PEERS} pdu_service device_id_type device_id_number object_type instance_number vendor range object_name ${ROUTING}`;
    const row = (sadr: string) => `${message("T")} i-am - - device 5 Maker - - 2001 1 ${sadr} 65535 0 - - -`;
    const { result } = await readContent(log("bacnet_discovery", columns, [row("6c"), row("0a000063bac0")]));
    expect(named(result.observations).filter((it) => it.includes("instance"))).toEqual([
      "10.0.0.2/bacnet 2001/108 instance=5",
      "10.0.0.2/bacnet 2001/10.0.0.99:47808 instance=5",
    ]);
  });
});
