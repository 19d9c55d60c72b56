/** What an analyst can find in the sample plant, and which devices each story is about. */
export interface Story {
  readonly title: string;
  readonly text: string;
  readonly devices: readonly string[];
}

export const STORIES: readonly Story[] = [
  {
    title: "A second way out",
    text: "An unapproved cellular gateway carries data of two dosing controllers to a cloud service, past the plant's own router.",
    devices: ["cell-gw", "DOSING-1", "DOSING-2"],
  },
  {
    title: "A camera that phones home",
    text: "An IP camera that nobody approved keeps a connection to a relay on the internet.",
    devices: ["garden-cam"],
  },
  {
    title: "A sewing machine with friends",
    text: "An industrial sewing machine in the workshop talks to a social network.",
    devices: ["BROTHER-SEW-7"],
  },
  {
    title: "A supplier at night",
    text: "A remote-support session ends at the engineering station, and from there set points are written to PLC-3.",
    devices: ["EWS-1", "PLC-3", "SUPPLIER-NB"],
  },
  {
    title: "A program download",
    text: "An engineering laptop loads a program block into PLC-2 while it runs.",
    devices: ["LAPTOP-ENG-2", "PLC-2"],
  },
  {
    title: "Telnet on a switch",
    text: "The process switch is configured in clear text.",
    devices: ["EWS-1", "SW-PROC-1"],
  },
  {
    title: "A stranger on the process network",
    text: "A small computer that nobody knows reads registers of three devices.",
    devices: ["raspberrypi", "FILTER-PLC-2", "FILTER-PLC-3", "PUMP-DRIVE-4"],
  },
  {
    title: "Addresses that move",
    text: "Six office machines swap their leased addresses between two mornings.",
    devices: ["PC-01", "PC-02", "PC-03", "PC-04", "PC-05", "PC-06"],
  },
  {
    title: "One server, two networks",
    text: "The historian has a card in Operations and one in the DMZ.",
    devices: ["HISTORIAN-1"],
  },
  {
    title: "The same machine twice",
    text: "Two packaging machines of one builder use the same addresses, each on a wire of its own.",
    devices: ["PACK-A-PLC", "PACK-B-PLC"],
  },
  {
    title: "Behind the router",
    text: "Eight pumping stations are seen by address only: the router's card is not theirs.",
    devices: ["CORE-ROUTER", "RTU-01", "RTU-08"],
  },
];
