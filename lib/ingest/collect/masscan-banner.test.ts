import { describe, expect, it } from "vitest";
import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import { readContent } from "@/lib/testing/read-content";

const BANNERS = [
  [80, "http.server", "Boa/0.94.13"],
  [80, "title", "Press 3"],
  [22, "ssh", "SSH-2.0-dropbear_2019.78"],
  [443, "X509", "MIIB"],
] as const;

const told = ({ observations }: DiscoveryResult) => [
  ...observations.flatMap((it) =>
    it.kind === "service" ? [[it.port, it.service, it.evidence, it.product, it.version].join(" ")] : [],
  ),
  ...observations.flatMap((it) => (it.kind === "identity" ? [`${it.field} ${it.value}`] : [])),
];

const TOLD = [
  "80 http scan Boa 0.94.13",
  "80 http scan  ",
  "22 ssh scan dropbear 2019.78",
  "443 tls scan  ",
  "description Press 3",
];

describe("banners of masscan", () => {
  it("say the same in JSON, in a list and in XML", async () => {
    const json = BANNERS.map(([port, name, banner]) =>
      JSON.stringify({
        ip: "10.0.0.7",
        timestamp: "1700000000",
        ports: [{ port, proto: "tcp", service: { name, banner } }],
      }),
    );
    const list = BANNERS.map(([port, name, banner]) => `banner tcp ${port} 10.0.0.7 1700000000 ${name} ${banner}`);
    const xml = BANNERS.map(
      ([port, name, banner]) =>
        `<host endtime="1700000000"><address addr="10.0.0.7" addrtype="ipv4"/><ports><port protocol="tcp" portid="${port}"><state state="open" reason="response" reason_ttl="64"/><service name="${name}" banner="${banner}"></service></port></ports></host>`,
    );
    const files = [
      `[\n${json.join(",\n")}\n]\n`,
      `#masscan\n${list.join("\n")}\n# end\n`,
      `<nmaprun scanner="masscan" start="1700000000" version="1.0-BETA" xmloutputversion="1.03">${xml.join("")}</nmaprun>`,
    ];
    for (const file of files) expect(told((await readContent(file)).result)).toEqual(TOLD);
  });

  it("tell the program that answered also where only the whole answer was kept", async () => {
    const answer = ["HTTP/1.1 200 OK", "Date: x", "Server: Boa/0.94.13", "X-Server: none", ""];
    const record = { ip: "10.0.0.7", timestamp: "1700000000", port: 80, proto: "tcp", rec_type: "banner" };
    const data = { service_name: "http", banner: answer.join("\r\n") };
    const list = `banner tcp 80 10.0.0.7 1700000000 http ${answer.join("\\x0d\\x0a")}`;
    for (const file of [`${JSON.stringify({ ...record, data })}\n`, `#masscan\n${list}\n# end\n`]) {
      expect(told((await readContent(file)).result)).toEqual(["80 http scan Boa 0.94.13"]);
    }
  });
});
