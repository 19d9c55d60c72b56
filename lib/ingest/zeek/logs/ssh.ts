import { splitProductVersion } from "@/lib/protocols/framing/product-version";
import { CONNECTION, defineConnectionLog } from "../define-log";

/** "SSH-2.0-OpenSSH_8.7p1" → "OpenSSH_8.7p1". */
const softwareOf = (banner: string | null) => banner?.replace(/^SSH-[\d.]+-/, "") ?? "";

export const ssh = defineConnectionLog({
  path: "ssh",
  signature: ["client", "server", "auth_attempts"],
  columns: [
    ...CONNECTION,
    "version",
    "auth_success",
    "auth_attempts",
    "status",
    "direction",
    "client",
    "server",
    "cipher_alg",
    "mac_alg",
    "compression_alg",
    "kex_alg",
    "host_key_alg",
    "host_key",
    "host_key_fingerprint",
    "resp_size",
    "remote_location.country_code",
    "remote_location.region",
    "remote_location.city",
    "remote_location.latitude",
    "remote_location.longitude",
    "hassh",
    "hasshServer",
    "hasshVersion",
    "hasshAlgorithms",
    "hasshServerAlgorithms",
    "cshka",
    "sshka",
  ],
  read(row, report, ends) {
    const server = row.text("server");
    const client = row.text("client");
    const product = splitProductVersion(softwareOf(server));
    const isVersion1 = row.text("version") === "1" && !server?.startsWith("SSH-1.99");
    report.exchange(row, ends, {
      transport: "tcp",
      protocol: "ssh",
      fromOrig: client === null ? 0 : 1,
      fromResp: server === null ? 0 : 1,
      product: product?.product ?? null,
      version: product?.version ?? null,
      flags: isVersion1 ? ["sshv1"] : [],
    });
    report.identity(ends.resp, "description", server, { as: "ssh banner" });
    report.identity(ends.orig, "description", client, { as: "ssh banner" });
    const key = row.text("host_key");
    const keyText = key === null ? null : ["SSH host key", row.text("host_key_alg"), key].filter(Boolean).join(" ");
    report.identity(ends.resp, "description", keyText, { as: "ssh hostkey" });
    return null;
  },
});
