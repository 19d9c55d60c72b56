import { parseOutput, type ScriptResult, structured, textOf } from "../script-node";
import { type ScriptReader, say, speaks } from "./script-finding";

/** Scripts that ask instruments, protection devices and soft controllers. */

/** Words of the scripts for "not there", and tags that nobody ever set. */
const NOTHING = /^(?:<.*>|Unknown (?:Device Type|Manufacturer)|[^a-z0-9]+)$/i;

/** Some tables have their keys inside the text of their elements: then the printed text is read. */
const teller = (result: ScriptResult) => {
  const [table, printed] = [structured(result), parseOutput(result.output)];
  return (key: string): string | null => {
    const text = textOf(table, key) ?? textOf(printed, key);
    return text === null || NOTHING.test(text) ? null : text;
  };
};

const hartIpInfo: ScriptReader = (result) => {
  const told = teller(result);
  const [revision, device] = [told("HART Protocol Major Revision"), told("Device Revision")];
  return [
    speaks("hart-ip"),
    ...say("name", told("Long Tag")),
    ...say("vendor", told("Manufacturer ID")),
    ...say("model", told("Expanded Device Type")),
    ...say("firmware", told("Software Revision")),
    ...say("instance", told("Device ID"), { as: "hartip-info device-id" }),
    ...say("description", revision && device ? `HART ${revision}, device revision ${device}` : null),
  ];
};

/** LPHD states the device, the identify service may state only the protocol stack that was bought in. */
const iec61850Mms: ScriptReader = (result) => {
  const told = teller(result);
  return [
    speaks("mms"),
    ...say("vendor", told("vendorName")),
    ...say("model", told("modelNumber")),
    ...say("serial", told("serialNumber")),
    ...say("firmware", told("firmwareVersion")),
    ...say("description", told("productFamily")),
    ...say("vendor", told("vendorName_identify"), { as: "mms identify" }),
    ...say("model", told("modelName_identify"), { as: "mms identify" }),
    ...say("firmware", told("modelNumber_identify"), { as: "mms identify" }),
  ];
};

const modiconInfo: ScriptReader = (result) => {
  const told = teller(result);
  const network = told("Network Module");
  return [
    speaks("modbus"),
    ...say("vendor", told("Vendor Name")),
    ...say("model", told("CPU Module") ?? network),
    ...say("firmware", told("Firmware")),
    ...say("role", told("CPU Module") === null ? null : "plc", { inferred: true }),
    ...say("description", network === null ? null : `network module ${network}`),
  ];
};

const codesysDiscover: ScriptReader = (result) => {
  const told = teller(result);
  return [speaks("codesys"), ...say("model", told("Product Type")), ...say("os", told("OS Name"))];
};

export const PROCESS_SCRIPTS: Readonly<Record<string, ScriptReader>> = {
  "hartip-info": hartIpInfo,
  "iec61850-mms": iec61850Mms,
  "modicon-info": modiconInfo,
  "codesys-v2-discover": codesysDiscover,
};
