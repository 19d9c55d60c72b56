import { compareText } from "../../compare-text";
import type { Citation, Device, DeviceField, DeviceService } from "../../device/device";
import type { DeviceFlow } from "../../flow/device-flow";
import { protocolTitle } from "../../service/protocol-titles";
import { isAbility } from "./field-trust";

/** What a device does, said as a role. Concluded, so it never stands over what anybody states. */
export interface InferredRole {
  readonly role: string;
  /** "answers Modbus and S7comm". */
  readonly because: string;
  readonly citation: Citation;
}

/** Protocols whose server end runs a process, a building, a grid; and what such an end is called. */
const ANSWERS: readonly (readonly [role: string, protocols: readonly string[]])[] = [
  [
    "controller",
    [
      "s7comm",
      "s7comm-plus",
      "modbus",
      "umas",
      "enip",
      "cip",
      "fins",
      "slmp",
      "melsec",
      "ads",
      "ge-srtp",
      "codesys",
      "codesys-v3",
      "pcworx",
      "egd",
      "pcom",
      "ls-xgt",
      "kv-host-link",
      "mewtocol",
      "sbus",
      "crimson",
      "koyo",
      "fl-net",
      "proconos",
    ],
  ],
  ["safety controller", ["tristation"]],
  ["rtu", ["iec104", "dnp3", "bsap", "roc-plus"]],
  ["ied", ["mms", "goose", "sv", "c37118"]],
  ["building controller", ["bacnet", "fox", "knxnet-ip"]],
  ["field gateway", ["hart-ip", "ff-hse"]],
  ["tank gauge", ["atg"]],
  ["camera", ["rtsp"]],
  ["printer", ["ipp", "jetdirect", "lpd"]],
  ["imaging server", ["dicom"]],
  ["database server", ["tds", "mysql", "postgresql"]],
  ["message broker", ["mqtt", "amqp"]],
];
const SQL: readonly string[] = ["tds", "mysql", "postgresql"];
/** Pictures fetched from so many cameras are recorded. */
const MIN_CAMERAS = 2;
/** Whoever asks so many controllers supervises a plant, not one machine. */
const MIN_SUPERVISED = 10;
const CONTROLS = new Set(ANSWERS.slice(0, 5).flatMap(([, protocols]) => protocols));

/** The role that services and flows suggest; null when they suggest none. A port alone suggests nothing. */
export function inferRole(services: readonly DeviceService[], flows: Iterable<DeviceFlow>): InferredRole | null {
  const out: DeviceFlow[] = [];
  const watched: DeviceFlow[] = [];
  for (const it of flows) {
    if (it.direction === "out" && it.flow.protocol === "rtsp" && it.flow.packetsFromResponder > 0) watched.push(it);
    if (it.direction === "out" && it.flow.evidence !== "port-only" && CONTROLS.has(it.flow.protocol)) out.push(it);
  }
  const programs = out.filter(({ flow }) => (flow.operations.program ?? 0) + (flow.operations.firmware ?? 0) > 0);
  const polled = out.filter(({ flow }) => flow.packetsFromResponder > 0);
  return (
    roleOf("engineering station", programs, "changes programs of", "by") ??
    historianRole(services, polled) ??
    answeredRole(services) ??
    (peersOf(watched) >= MIN_CAMERAS ? roleOf("nvr", watched, "watches", "by") : null) ??
    roleOf(peersOf(polled) >= MIN_SUPERVISED ? "scada" : "scada or hmi", polled, "asks", "by")
  );
}

const peersOf = (flows: readonly DeviceFlow[]) =>
  new Set(flows.map(({ peer }) => peer.deviceId ?? peer.ip ?? peer.name)).size;

/** Reads controllers, never writes to them, and answers a database's protocol. */
function historianRole(services: readonly DeviceService[], polled: readonly DeviceFlow[]): InferredRole | null {
  const writes = polled.some(({ flow }) => (flow.operations.write ?? 0) + (flow.operations.control ?? 0) > 0);
  const answersSql = services.some((it) => it.evidence !== "port-only" && SQL.includes(it.protocol));
  return answersSql && !writes ? roleOf("historian", polled, "answers SQL and only reads", "by") : null;
}

function roleOf(role: string, flows: readonly DeviceFlow[], verb: string, by: string): InferredRole | null {
  const cited = [...flows]
    .sort((a, b) => compareText(placeOf(a), placeOf(b)))
    .find(({ citation }) => citation !== null);
  if (!cited?.citation) return null;
  const peers = peersOf(flows);
  const titles = titlesOf(flows.map(({ flow }) => flow.protocol));
  const because = `${verb} ${peers === 1 ? "one device" : `${peers} devices`} ${by} ${titles}`;
  return { role, because, citation: cited.citation };
}

function answeredRole(services: readonly DeviceService[]): InferredRole | null {
  const sure = services.filter((it) => it.evidence === "payload" || it.evidence === "scan");
  for (const [role, protocols] of ANSWERS) {
    const answering = sure.filter((it) => protocols.includes(it.protocol));
    const first = answering[0];
    if (!first) continue;
    return { role, because: `answers ${titlesOf(answering.map((it) => it.protocol))}`, citation: first.citation };
  }
  return null;
}

/** The device with the role that its behaviour suggests, unless somebody or something already says one. */
export function withInferredRole(device: Device, flows: Iterable<DeviceFlow>): Device {
  const stated = device.fields.role;
  if (stated && !isAbility("role", stated.claim)) return device;
  const inferred = inferRole(device.services, flows);
  if (!inferred) return device;
  const { role, because, citation } = inferred;
  const field: DeviceField = {
    value: role,
    reason: `concluded from what it does: ${because}`,
    claim: {
      value: role,
      protocol: "behaviour",
      method: "passive",
      inferred: true,
      citation,
      firstSeenUs: device.firstSeenUs,
      lastSeenUs: device.lastSeenUs,
      count: 1,
    },
    agreeing: [],
    dissenting: stated ? [stated.claim, ...stated.agreeing, ...stated.dissenting] : [],
    isPinned: false,
    pinDecisionId: null,
  };
  return { ...device, fields: { ...device.fields, role: field } };
}

function titlesOf(protocols: readonly string[]): string {
  const titles = [...new Set(protocols)].sort(compareText).map(protocolTitle);
  return titles.length < 2 ? titles.join("") : `${titles.slice(0, -1).join(", ")} and ${titles.at(-1)}`;
}

const placeOf = ({ citation }: DeviceFlow) =>
  citation === null ? "~" : `${citation.fileSha256} ${String(citation.position).padStart(12, "0")}`;
