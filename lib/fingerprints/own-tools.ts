import { z } from "zod";
import {
  type FlowSigns,
  REMOTE_ACCESS_KINDS,
  type RemoteAccessRow,
  RemoteAccessTools,
} from "@/lib/domain/service/remote-access";

const words = z.string().trim().min(2).max(120);
const domain = z
  .string()
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/i, "is no domain like acme.example");
const port = z.string().regex(/^(?:tcp|udp) \d{1,5}$/, 'is no port like "tcp 5938"');
const protocol = z.string().regex(/^[a-z0-9-]{1,60}$/);

/** One sign of a flow that the row must take for its tool. */
const example = z.union([
  z.strictObject({ certificate: words }),
  z.strictObject({ sni: domain }),
  z.strictObject({ dns: domain }),
  z.strictObject({ payload: protocol }),
  z.strictObject({ port }),
]);
type Example = z.output<typeof example>;

/** A remote-access tool as an installation's own file gives it: RemoteAccessRow with examples. */
export const toolRowShape = z
  .strictObject({
    tool: words,
    kind: z.enum(REMOTE_ACCESS_KINDS),
    certificates: z.array(words).max(100).optional(),
    names: z.array(domain).max(200).optional(),
    protocols: z.array(protocol).max(20).optional(),
    ports: z.array(port).max(50).optional(),
    examples: z.array(example).min(1).max(100),
  })
  .refine((it) => [it.certificates, it.names, it.protocols, it.ports].some((signs) => signs && signs.length > 0), {
    message: "a tool needs certificates, names, protocols or ports",
  });
export type OwnToolRow = z.output<typeof toolRowShape>;

/** What is wrong with a tool's row by its own examples, as sentences; empty when each is taken for the tool. */
export function checkToolExamples({ examples, ...row }: OwnToolRow): string[] {
  const tools = new RemoteAccessTools([row as RemoteAccessRow]);
  return examples.flatMap((it) =>
    tools.ofFlow(signsOf(it)) === null ? [`${JSON.stringify(it)} is not taken for ${row.tool}`] : [],
  );
}

function signsOf(it: Example): FlowSigns {
  const plain: FlowSigns = {
    transport: "tcp",
    port: 443,
    protocol: "tls",
    evidence: "payload",
    packetsFromResponder: 1,
    peerName: null,
    peerNameFrom: null,
  };
  if ("certificate" in it) return { ...plain, peerName: it.certificate, peerNameFrom: "certificate" };
  if ("sni" in it) return { ...plain, peerName: it.sni, peerNameFrom: "sni" };
  if ("dns" in it) return { ...plain, peerName: it.dns, peerNameFrom: "dns" };
  if ("payload" in it) return { ...plain, protocol: it.payload };
  const [transport, number] = it.port.split(" ") as ["tcp" | "udp", string];
  return { ...plain, transport, port: Number(number), protocol: "unknown", evidence: "handshake" };
}
