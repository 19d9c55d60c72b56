import { print, printJson, tell } from "../output";
import { textTable } from "../text-table";

/** What makes one device of its parts, and what people decided on it. */
export async function printWhy(deviceId: string, isJson: boolean): Promise<void> {
  const [{ systemActor }, { getDevice }, { getDeviceTimeline }] = await Promise.all([
    import("@/lib/auth/session"),
    import("@/lib/services/devices/get-device"),
    import("@/lib/services/devices/get-device-timeline"),
  ]);
  const [device, timeline] = await Promise.all([
    getDevice(systemActor, deviceId),
    getDeviceTimeline(systemActor, deviceId),
  ]);
  const { identifiers, joins, conflicts } = device;
  const decisions = timeline.items.filter((it) => it.kind === "decision");
  if (isJson) {
    printJson({ id: device.row.id, identifiers, joins, conflicts, decisions });
    return;
  }
  print(
    textTable(
      ["KIND", "STRENGTH", "IDENTIFIER"],
      identifiers.map((it) => [it.kind, String(it.strength), it.value]),
    ),
  );
  if (joins.length > 0) {
    const rows = joins.map((it) => [it.a, it.b, it.reason, it.citation ? whereOf(it.citation) : "-"]);
    print(`\n${textTable(["JOINED", "TO", "BECAUSE", "READ AT"], rows)}`);
  }
  if (decisions.length > 0) {
    const rows = decisions.map((it) => [it.at ?? "-", it.decisionId ?? "-", it.summary]);
    print(`\n${textTable(["DECIDED", "UNDO BY", "WHAT"], rows)}`);
  }
  tell(`${device.row.name?.value ?? device.row.id}: ${joins.length} joins, ${conflicts.length} contradictions`);
}

const whereOf = ({ fileName, position }: { readonly fileName: string; readonly position: number | null }) =>
  position === null ? fileName : `${fileName}:${position}`;
