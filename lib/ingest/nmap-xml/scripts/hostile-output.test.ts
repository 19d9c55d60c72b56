import { expect, it } from "vitest";
import { readScript } from "./registry";

const LENGTH = 65_536;
const filled = (unit: string) => unit.repeat(Math.ceil(LENGTH / unit.length)).slice(0, LENGTH);

/** Each had every line's beginning or every blank tried against all that follows: seconds for one of them. */
it.each([
  ["ldap-rootdse", filled("\n")],
  ["ssh-hostkey", filled("\n ")],
  ["http-auth", `  realm=x${filled("\t")}\0`],
  ["nbstat", filled("NetBIOS name: x")],
  ["smb-os-discovery", `OS: x${filled(" ")}y\nServer: ${filled("\0")}y`],
  ["smb-os-discovery", `OS: ${filled("(")})`],
  ["broadcast-ping", filled("IP: 10.0.0.1 ")],
  ["broadcast-ping", `IP: ${filled(":")}`],
  ["broadcast-hid-discoveryd", filled("MAC: ; IP Address: ")],
  ["broadcast-netbios-master-browser", filled("10.0.0.1  ")],
  ["http-headers", filled("\n Server: ")],
  ["banner", filled("\\x0 ")],
])("the output of %s may be as long and as odd as it likes", (id, output) => {
  for (let times = 0; times < 200; times++) {
    const root = { key: "", text: "", children: [] };
    expect(Array.isArray(readScript({ id, output, port: 80, root }))).toBe(true);
  }
});
