import type { Operation } from "@/lib/domain/flow/flow";

/** Function codes of job PDUs. Siemens publishes no specification; codes as in Wireshark's and Snap7's research. */
export const JOB = { readVariable: 0x04, writeVariable: 0x05, piService: 0x28 } as const;
const JOBS: ReadonlyMap<number, Operation> = new Map([
  [0x04, "read"],
  [0x05, "write"],
  [0x1a, "program"],
  [0x1b, "program"],
  [0x1c, "program"],
  [0x1d, "program"],
  [0x1e, "program"],
  [0x1f, "program"],
  [0x29, "control"],
]);
/** Program invocation services that change the program; all others start or stop the controller. */
const PROGRAM_SERVICES = ["_INSE", "_DELE", "_GARB", "_MODU"];

/** Function groups of user data PDUs. */
export const GROUP = { programmer: 1, cyclic: 2, block: 3, cpu: 4, time: 7 } as const;
export const READ_SZL = 1;

export function jobOperation(code: number, service: string): Operation | null {
  if (code === JOB.piService) return PROGRAM_SERVICES.some((name) => service.includes(name)) ? "program" : "control";
  return JOBS.get(code) ?? null;
}

export function userDataOperation(group: number, subFunction: number): Operation | null {
  switch (group) {
    case GROUP.programmer:
      return "program";
    case GROUP.cyclic:
      return "read";
    case GROUP.block:
    case GROUP.cpu:
      return "diagnose";
    case GROUP.time:
      return subFunction === 2 || subFunction === 4 ? "write" : "read";
    default:
      return null;
  }
}
