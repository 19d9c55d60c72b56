import { concat, ipBytes, macBytes, type Part, u32 } from "../bytes";

/** RFC 2131 §2 with options of RFC 2132. */
function bootp(op: 1 | 2, xid: number, mac: string, yourIp: string, options: Part): Uint8Array {
  return concat(
    [op, 1, 6, 0],
    u32(xid),
    [0, 0, 0, 0],
    ipBytes("0.0.0.0"),
    ipBytes(yourIp),
    ipBytes("0.0.0.0"),
    ipBytes("0.0.0.0"),
    macBytes(mac),
    new Uint8Array(10 + 64 + 128),
    [0x63, 0x82, 0x53, 0x63],
    options,
    [255],
  );
}
const option = (code: number, value: Part) => {
  const body = concat(value);
  return concat([code, body.length], body);
};

export const dhcpRequest = (xid: number, mac: string, ip: string, hostName: string, vendorClass: string) =>
  bootp(
    1,
    xid,
    mac,
    "0.0.0.0",
    concat(
      option(53, [3]),
      option(50, ipBytes(ip)),
      option(12, hostName),
      option(60, vendorClass),
      option(55, [1, 3, 6, 15, 31, 33, 43, 44]),
    ),
  );

export const dhcpAck = (xid: number, mac: string, ip: string, server: string, router: string) =>
  bootp(
    2,
    xid,
    mac,
    ip,
    concat(
      option(53, [5]),
      option(54, ipBytes(server)),
      option(51, u32(86400)),
      option(1, [255, 255, 255, 0]),
      option(3, ipBytes(router)),
    ),
  );
