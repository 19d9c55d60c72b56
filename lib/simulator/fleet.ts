import type { Card, PlantDevice, SegmentName } from "./plant";
import { SEGMENTS } from "./plant";
import type { BacnetSeed } from "./plant-traits";

/** Builds the plant's devices. Fleets are numbered, so a name tells its place; only serials and last octets are drawn. */

type Draw = (below: number) => number;
const hex2 = (value: number) => value.toString(16).padStart(2, "0");
const pad2 = (value: number) => String(value).padStart(2, "0");

/** A MAC of the maker's block, unique by running number. */
function macMaker() {
  let next = 0x10;
  return (oui: string) => {
    next += 1;
    return `${oui}:${hex2((next >> 16) & 255)}:${hex2((next >> 8) & 255)}:${hex2(next & 255)}`;
  };
}

export function buildFleet(draw: Draw): PlantDevice[] {
  const mac = macMaker();
  const devices: PlantDevice[] = [];
  const add = (
    device: Omit<PlantDevice, "mac" | "ip" | "isApproved" | "ttl"> & {
      oui: string;
      host: number;
      isApproved?: boolean;
      ttl?: 64 | 128;
    },
  ) => {
    const { oui, host, ...rest } = device;
    const windows = device.ttl === 128 ? { windows: [10, 0] as const } : {};
    devices.push({
      isApproved: true,
      ttl: 64,
      ...windows,
      ...rest,
      ip: `${SEGMENTS[device.segment].prefix}.${host}`,
      mac: mac(oui),
    });
  };
  const serial = (prefix: string) => `${prefix}${100000 + draw(900000)}`;

  devices.push(coreRouter(serial));
  namedDevices(add, serial);
  controllers(add, draw, serial);
  remoteStations(add);
  panelsAndServers(add);
  offices(add);
  buildings(add);
  for (const cell of ["cell-a", "cell-b"] as const) machineCell(cell, add, serial);
  shadows(add, serial);
  return devices;
}

type Add = (
  device: Omit<PlantDevice, "mac" | "ip" | "isApproved" | "ttl"> & {
    oui: string;
    host: number;
    isApproved?: boolean;
    ttl?: 64 | 128;
  },
) => void;
type Serial = (prefix: string) => string;

/** Fronts every segment of the plant; its cards carry the traffic of all the others. */
function coreRouter(serial: Serial): PlantDevice {
  const cards = Object.values(SEGMENTS).flatMap(({ name, prefix, routerMac }) =>
    routerMac === null ? [] : [{ segment: name, ip: `${prefix}.1`, mac: routerMac }],
  );
  const first = cards.find(({ segment }) => segment === "operations") as Card;
  const otherCards = cards.filter((card) => card !== first);
  return {
    ...first,
    otherCards,
    name: "CORE-ROUTER",
    role: "router",
    vendor: "Cisco",
    model: "ISR4331/K9",
    firmware: "16.9.4",
    serial: serial("FDO2"),
    isApproved: true,
    ttl: 64,
    lldpCapabilities: 0x10,
  };
}

function namedDevices(add: Add, serial: Serial): void {
  const plcSerial = serial("S C-W1UR");
  add({
    name: "PLC-1",
    segment: "process",
    host: 5,
    oui: "00:1b:1b",
    role: "plc",
    vendor: "Siemens",
    model: "CPU 315-2 PN/DP",
    orderNumber: "6ES7 315-2EH14-0AB0",
    firmware: "V3.2.8",
    serial: plcSerial,
    unitId: 1,
    s7: {
      orderNumber: "6ES7 315-2EH14-0AB0",
      firmware: [3, 2, 8],
      systemName: "PLC-1",
      moduleName: "CPU 315-2 PN/DP",
      serial: plcSerial,
    },
    dcp: { typeOfStation: "S7-300", vendorId: 0x002a, deviceId: 0x0101, role: 2 },
    scan: [
      { transport: "tcp", port: 80, name: "http", product: "Siemens S7-300 httpd" },
      {
        transport: "tcp",
        port: 102,
        name: "iso-tsap",
        product: "Siemens S7 PLC",
        scripts: {
          "s7-info": {
            Module: "6ES7 315-2EH14-0AB0",
            "Basic Hardware": "6ES7 315-2EH14-0AB0",
            Version: "3.2.8",
            "System Name": "PLC-1",
            "Module Type": "CPU 315-2 PN/DP",
            "Serial Number": plcSerial,
          },
        },
      },
      { transport: "tcp", port: 502, name: "mbap" },
    ],
  });
  add({
    name: "HMI-1",
    segment: "supervision",
    host: 3,
    oui: "00:1c:06",
    role: "hmi",
    vendor: "Siemens",
    model: "TP1200 Comfort",
    orderNumber: "6AV2 124-0MC01-0AX0",
    firmware: "V16.0.0.4",
    dcp: { typeOfStation: "TP1200 Comfort", vendorId: 0x002a, deviceId: 0x0408, role: 1 },
    scan: [
      { transport: "tcp", port: 80, name: "http", product: "SIMATIC HMI Miniweb" },
      { transport: "tcp", port: 5900, name: "vnc", product: "VNC", version: "3.8" },
      {
        transport: "udp",
        port: 161,
        name: "snmp",
        product: "SNMPv1 server",
        scripts: {
          "snmp-sysdescr": { "": "Siemens, SIMATIC HMI, TP1200 Comfort, 6AV2 124-0MC01-0AX0, HW: 1, SW: V16.0.0.4" },
        },
      },
    ],
  });
  add({
    name: "SCADA-SERVER",
    segment: "operations",
    host: 8,
    oui: "18:db:f2",
    role: "scada-server",
    vendor: "Dell Inc.",
    model: "PowerEdge R440",
    firmware: "2.10.2",
    serial: serial("DL"),
    ttl: 128,
    lldpCapabilities: 0x80,
    scan: [
      { transport: "tcp", port: 135, name: "msrpc", product: "Microsoft Windows RPC" },
      { transport: "tcp", port: 445, name: "microsoft-ds" },
      { transport: "tcp", port: 3389, name: "ms-wbt-server", product: "Microsoft Terminal Services" },
      { transport: "tcp", port: 4840, name: "opcua-tcp" },
    ],
  });
  add({
    name: "HISTORIAN-1",
    segment: "operations",
    host: 20,
    oui: "18:db:f2",
    role: "historian",
    vendor: "Dell Inc.",
    model: "PowerEdge R640",
    firmware: "2.8.1",
    serial: serial("DL"),
    ttl: 128,
    lldpCapabilities: 0x80,
    otherCards: [{ segment: "dmz", ip: "10.1.35.20", mac: "18:db:f2:00:ff:20" }],
  });
  add({ name: "EWS-1", segment: "operations", host: 30, oui: "3c:52:82", role: "engineering-station", ttl: 128 });
  add({ name: "LAPTOP-ENG-2", segment: "process", host: 91, oui: "8c:16:45", role: "engineering-station", ttl: 128 });
  add({
    name: "SW-PROC-1",
    segment: "process",
    host: 2,
    oui: "00:80:63",
    role: "switch",
    vendor: "Hirschmann",
    model: "MACH104-20TX-FR",
    firmware: "L2P-09.0.08",
    serial: serial("HM9"),
    lldpCapabilities: 0x04,
    sysDescr: "Hirschmann MACH104-20TX-FR, SW: L2P-09.0.08",
    scan: [
      { transport: "tcp", port: 23, name: "telnet", product: "Hirschmann switch telnetd" },
      { transport: "udp", port: 161, name: "snmp" },
    ],
  });
}

function controllers(add: Add, draw: Draw, serial: Serial): void {
  for (let i = 2; i <= 6; i += 1) {
    const number = serial("S C-X4U4");
    const patch = 4 + draw(6);
    add({
      name: `PLC-${i}`,
      segment: "process",
      host: 4 + i * 2,
      oui: "28:63:36",
      role: "plc",
      vendor: "Siemens",
      model: "CPU 317-2 PN/DP",
      orderNumber: "6ES7 317-2EK14-0AB0",
      firmware: `V3.2.${patch}`,
      serial: number,
      s7: {
        orderNumber: "6ES7 317-2EK14-0AB0",
        firmware: [3, 2, patch],
        systemName: `PLC-${i}`,
        moduleName: "CPU 317-2 PN/DP",
        serial: number,
      },
    });
  }
  for (let i = 1; i <= 6; i += 1) {
    add({
      name: `FILTER-PLC-${i}`,
      segment: "process",
      host: 30 + i,
      oui: "00:80:f4",
      role: "plc",
      vendor: "Schneider Electric",
      model: "BMX P34 2020",
      firmware: `v2.${50 + i}`,
      unitId: 1,
    });
  }
  for (let i = 1; i <= 4; i += 1) {
    add({
      name: `DOSING-${i}`,
      segment: "process",
      host: 40 + i,
      oui: "00:1d:9c",
      role: "plc",
      vendor: "Rockwell Automation/Allen-Bradley",
      model: "1769-L33ER/A LOGIX5333ER",
      firmware: `30.${11 + i}`,
      cip: {
        vendorId: 1,
        deviceType: 14,
        productCode: 107,
        revision: [30, 11 + i],
        serial: 0x00c0ff00 + i * 17 + draw(16),
        productName: "1769-L33ER/A LOGIX5333ER",
      },
    });
  }
  for (let i = 1; i <= 12; i += 1) {
    add({
      name: `io-${pad2(i)}`,
      segment: "process",
      host: 50 + i,
      oui: "8c:f3:19",
      role: "io",
      vendor: "Siemens",
      model: "ET200SP",
      dcp: { typeOfStation: "ET200SP", vendorId: 0x002a, deviceId: 0x0313, role: 1 },
    });
  }
  for (let i = 1; i <= 8; i += 1) {
    add({
      name: `PUMP-DRIVE-${i}`,
      segment: "process",
      host: 70 + i,
      oui: "00:1b:08",
      role: "drive",
      vendor: "Danfoss",
      model: "VLT FC-302",
      firmware: `7.${60 + i}`,
      unitId: 1,
    });
  }
}

/** Pumping stations behind the core router: the sensors see their addresses, never their cards. */
function remoteStations(add: Add): void {
  for (let i = 1; i <= 8; i += 1) {
    add({ name: `RTU-${pad2(i)}`, segment: "remote", host: 10 + i, oui: "00:30:a7", role: "rtu", dnp3Address: 10 + i });
  }
}

function panelsAndServers(add: Add): void {
  for (let i = 2; i <= 7; i += 1) {
    add({
      name: `HMI-${i}`,
      segment: "supervision",
      host: 2 + i,
      oui: "00:1c:06",
      role: "hmi",
      vendor: "Siemens",
      model: "TP700 Comfort",
      orderNumber: "6AV2 124-0GC01-0AX0",
      firmware: "V15.1.0.3",
      sysDescr: "Siemens, SIMATIC HMI, TP700 Comfort, 6AV2 124-0GC01-0AX0, HW: 1, SW: V15.1.0.3",
      dcp: { typeOfStation: "TP700 Comfort", vendorId: 0x002a, deviceId: 0x0406, role: 1 },
    });
  }
  for (let i = 1; i <= 4; i += 1)
    add({
      name: `OPERATOR-${i}`,
      segment: "supervision",
      host: 20 + i,
      oui: "18:db:f2",
      role: "workstation",
      ttl: 128,
    });
  for (let i = 2; i <= 5; i += 1)
    add({ name: `APP-SRV-${i}`, segment: "operations", host: 10 + i, oui: "18:db:f2", role: "server", ttl: 128 });
  add({ name: "NTP-1", segment: "operations", host: 40, oui: "ec:46:70", role: "time-server" });
  add({ name: "DC-1", segment: "operations", host: 41, oui: "18:db:f2", role: "server", ttl: 128 });
  add({ name: "JUMP-1", segment: "dmz", host: 10, oui: "18:db:f2", role: "server", ttl: 128 });
  add({ name: "MIRROR-1", segment: "dmz", host: 11, oui: "18:db:f2", role: "server", ttl: 128 });
  add({ name: "PATCH-1", segment: "dmz", host: 12, oui: "18:db:f2", role: "server", ttl: 128 });
}

function offices(add: Add): void {
  for (let i = 1; i <= 24; i += 1) {
    add({
      name: `PC-${pad2(i)}`,
      segment: "enterprise",
      host: 100 + i,
      oui: "8c:16:45",
      role: "workstation",
      ttl: 128,
      ...(i <= 6 ? { laterIp: `10.1.40.${100 + (i % 6) + 1}` } : {}),
    });
  }
  for (let i = 1; i <= 3; i += 1)
    add({
      name: `PRINTER-${i}`,
      segment: "enterprise",
      host: 60 + i,
      oui: "3c:2a:f4",
      role: "printer",
      vendor: "Brother",
      model: "HL-L6400DW",
      mdnsTxt: ["usb_MFG=Brother", "usb_MDL=HL-L6400DW"],
    });
  add({ name: "FILE-1", segment: "enterprise", host: 10, oui: "18:db:f2", role: "server", ttl: 128 });
}

function buildings(add: Add): void {
  const controller = (i: number): BacnetSeed =>
    i % 2 === 0
      ? {
          instance: 2000 + i,
          vendorId: 5,
          vendorName: "Johnson Controls",
          modelName: "MS-NAE4510-2",
          firmware: `9.0.${i}.2110`,
          routed: [],
        }
      : {
          instance: 2000 + i,
          vendorId: 17,
          vendorName: "Honeywell",
          modelName: "CIPer 30",
          firmware: `4.4.${70 + i}`,
          routed: [],
        };
  for (let i = 1; i <= 16; i += 1) {
    const bacnet = controller(i);
    add({
      name: `AHU-${pad2(i)}`,
      segment: "building",
      host: 20 + i,
      oui: i % 2 === 0 ? "00:10:8d" : "00:40:84",
      role: "building-controller",
      vendor: bacnet.vendorName,
      model: bacnet.modelName,
      firmware: bacnet.firmware,
      bacnet,
    });
  }
  const routed = [1, 2, 3, 4, 5, 6].map((address) => ({
    network: 2001,
    address,
    instance: 2100 + address,
    modelName: "TEC3000 room controller",
  }));
  add({
    name: "BAC-ROUTER-1",
    segment: "building",
    host: 50,
    oui: "00:10:8d",
    role: "building-controller",
    vendor: "Johnson Controls",
    model: "NCE2560",
    firmware: "9.0.7.6",
    bacnet: {
      instance: 2099,
      vendorId: 5,
      vendorName: "Johnson Controls",
      modelName: "NCE2560",
      firmware: "9.0.7.6",
      routed,
    },
  });
  add({ name: "BMS-SERVER", segment: "building", host: 10, oui: "18:db:f2", role: "server", ttl: 128 });
  for (let i = 1; i <= 10; i += 1)
    add({
      name: `CAM-${pad2(i)}`,
      segment: "cameras",
      host: 10 + i,
      oui: "ac:cc:8e",
      role: "camera",
      vendor: "AXIS",
      model: "P3245-LV",
      mdnsTxt: ["manufacturer=AXIS", "model=P3245-LV"],
    });
  add({ name: "NVR-1", segment: "cameras", host: 5, oui: "18:db:f2", role: "server", ttl: 128 });
}

/** The machine builder ships every machine with the same addresses. */
function machineCell(segment: SegmentName & `cell-${string}`, add: Add, serial: Serial): void {
  const letter = segment === "cell-a" ? "A" : "B";
  const number = serial("S C-H2M8");
  add({
    name: `PACK-${letter}-PLC`,
    segment,
    host: 1,
    oui: "28:63:36",
    role: "plc",
    vendor: "Siemens",
    model: "CPU 314C-2 PN/DP",
    orderNumber: "6ES7 314-6EH04-0AB0",
    firmware: letter === "A" ? "V3.3.12" : "V3.3.17",
    serial: number,
    s7: {
      orderNumber: "6ES7 314-6EH04-0AB0",
      firmware: [3, 3, letter === "A" ? 12 : 17],
      systemName: `PACK-${letter}-PLC`,
      moduleName: "CPU 314C-2 PN/DP",
      serial: number,
    },
    dcp: { typeOfStation: "S7-300", vendorId: 0x002a, deviceId: 0x010e, role: 2 },
  });
  add({
    name: `pack-${letter.toLowerCase()}-hmi`,
    segment,
    host: 2,
    oui: "00:1c:06",
    role: "hmi",
    vendor: "Siemens",
    model: "KTP700 Basic",
    dcp: { typeOfStation: "KTP700 Basic", vendorId: 0x002a, deviceId: 0x0413, role: 1 },
  });
  for (let i = 3; i <= 6; i += 1)
    add({
      name: `pack-${letter.toLowerCase()}-drive-${i - 2}`,
      segment,
      host: i,
      oui: "00:1b:1b",
      role: "drive",
      vendor: "Siemens",
      model: "SINAMICS S120",
      dcp: { typeOfStation: "SINAMICS S120", vendorId: 0x002a, deviceId: 0x0501, role: 1 },
    });
  for (let i = 10; i <= 13; i += 1)
    add({
      name: `pack-${letter.toLowerCase()}-io-${i - 9}`,
      segment,
      host: i,
      oui: "00:a0:45",
      role: "io",
      vendor: "Phoenix Contact",
      model: "AXL F BK PN",
      dcp: { typeOfStation: "AXL F BK PN", vendorId: 0x00b0, deviceId: 0x0056, role: 1 },
    });
}

/** Nobody approved these; each is a story that an analyst will settle. */
function shadows(add: Add, serial: Serial): void {
  add({
    name: "cell-gw",
    segment: "process",
    host: 200,
    oui: "00:1e:42",
    role: "cellular-gateway",
    vendor: "Teltonika",
    model: "RUT955",
    firmware: "RUT9_R_00.07.04.5",
    serial: serial("TL"),
    isApproved: false,
    lldpCapabilities: 0x10,
    scan: [
      { transport: "tcp", port: 80, name: "http", product: "uhttpd" },
      { transport: "tcp", port: 22, name: "ssh", product: "Dropbear sshd", version: "2022.83" },
    ],
  });
  add({ name: "garden-cam", segment: "cameras", host: 77, oui: "44:19:b6", role: "camera", isApproved: false });
  add({
    name: "BROTHER-SEW-7",
    segment: "building",
    host: 120,
    oui: "00:80:77",
    role: "sewing-machine",
    vendor: "Brother",
    model: "BAS-360H",
    isApproved: false,
    mdnsTxt: ["usb_MFG=Brother", "usb_MDL=BAS-360H"],
  });
  add({
    name: "SUPPLIER-NB",
    segment: "operations",
    host: 99,
    oui: "8c:16:45",
    role: "workstation",
    ttl: 128,
    isApproved: false,
  });
  add({
    name: "raspberrypi",
    segment: "process",
    host: 201,
    oui: "b8:27:eb",
    role: "computer",
    isApproved: false,
    mdnsTxt: [],
  });
}
