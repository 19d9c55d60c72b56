import type { Operation } from "@/lib/domain/flow/flow";

/** Groups of the runtime's online services, by the component that serves them. */
const GROUP = {
  device: 0x01,
  application: 0x02,
  log: 0x05,
  files: 0x08,
  breakpoints: 0x12,
  force: 0x13,
  shell: 0x11,
  monitor: 0x1b,
} as const;

function deviceOperation(service: number): Operation | null {
  // 4 resets to the origin, 6 changes the operating mode, 9 renames the node.
  if (service === 4 || service === 6) return "control";
  if (service === 9) return "write";
  return service === 1 || service === 5 || service === 7 ? "diagnose" : null;
}

function applicationOperation(service: number): Operation | null {
  switch (service) {
    case 3: // create
    case 4: // delete
    case 5: // download
    case 6: // online change
    case 7: // download of the device's application
    case 8:
    case 35: // boot project
    case 38:
    case 39:
    case 48: // compact download
    case 52: // encrypted download
      return "program";
    case 16: // start
    case 17: // stop
    case 18: // reset
    case 19: // breakpoints, single cycles, retained values
    case 21:
    case 25:
    case 32:
    case 34:
    case 36:
    case 55:
      return "control";
    case 20:
    case 22:
    case 24:
    case 37:
    case 41:
    case 49:
    case 53:
      return "diagnose";
    case 33:
    case 51:
      return "read";
    default:
      return null;
  }
}

function fileOperation(service: number): Operation | null {
  if (service >= 2 && service <= 4) return "write";
  if (service >= 0x0e && service <= 0x12) return "write";
  return service === 1 || (service >= 5 && service <= 7) || service === 0x0c ? "read" : null;
}

/** What a request of the service layer does; null where it only opens or closes a session, or is not known. */
export function onlineOperation(group: number, service: number): Operation | null {
  switch (group) {
    case GROUP.device:
      return deviceOperation(service);
    case GROUP.application:
      return applicationOperation(service);
    case GROUP.log:
      return "diagnose";
    case GROUP.files:
      return fileOperation(service);
    case GROUP.breakpoints:
    case GROUP.force:
    case GROUP.shell:
      return "control";
    case GROUP.monitor:
      return service === 1 ? "read" : service === 2 ? "write" : null;
    default:
      return null;
  }
}
