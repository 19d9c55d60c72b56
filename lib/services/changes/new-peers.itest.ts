import { afterAll, beforeEach, expect, it } from "vitest";
import { closeDatabase, sql } from "@/lib/db/client";
import { findNewPeers } from "@/lib/db/flows/new-peer";
import { closeQueue } from "@/lib/jobs/enqueue";
import { refreshInventory } from "@/lib/services/inventory/refresh-inventory";
import { takeBatch } from "@/lib/services/sensors/take-batch";
import { ethernet, IP_A, ipv4, MAC_A, pcap, tcp } from "@/lib/testing/frames";
import { batchesOf, newSensor } from "@/lib/testing/live-sensor";
import { emptyDatabase, takeIn } from "@/lib/testing/take-in";

beforeEach(emptyDatabase);
afterAll(async () => {
  await closeQueue();
  await closeDatabase();
});

const DAY_US = 86_400_000_000;
const START_US = 1_700_000_000_000_000;
const PORTS = [22, 2222, 9999];
const SERVERS = 5;

const text = (value: string) => new TextEncoder().encode(value);

/** A client asks servers, each at its time, and each answers. */
const talks = (list: readonly { server: number; port: number; atUs: number }[]) =>
  pcap(
    list.flatMap(({ server, port, atUs }) => {
      const [ip, mac] = [`10.0.0.${20 + server}`, `02:00:00:00:01:0${server}`];
      const ask = tcp(40_000, port, text("SSH-2.0-a\r\n"), { flags: "A", sequence: 2 });
      const answer = tcp(port, 40_000, text("SSH-2.0-b\r\n"), { flags: "A", sequence: 2 });
      return [
        { bytes: ethernet(0x0800, ipv4(6, ask, { from: IP_A, to: ip }), { from: MAC_A, to: mac }), timeUs: atUs },
        {
          bytes: ethernet(0x0800, ipv4(6, answer, { from: ip, to: IP_A }), { from: mac, to: MAC_A }),
          timeUs: atUs + 500,
        },
      ];
    }),
  );

const now = async () => (await sql.query<{ at: Date }>("select clock_timestamp() as at"))[0]?.at as Date;

/** The meaning of the answer, word by word: pairs with a flow known between the times and none before, from all flows. */
async function newPeersByFlows(from: Date, to: Date): Promise<string[]> {
  const flows = await sql.query<{
    a: string;
    b: string | null;
    ip: string;
    protocol: string;
    knownAt: Date;
    seenAt: Date;
  }>(
    `select f.initiator_device_id as a, f.responder_device_id as b, f.responder_ip as ip, f.protocol, c.known_at as "knownAt",
            case when c.format = 'sensor' then to_timestamp(f.first_seen_us / 1e6) else c.known_at end as "seenAt"
       from flow f join source_content c on c.id = f.content_id
      where c.is_complete and f.initiator_device_id is not null and f.initiator_device_id is distinct from f.responder_device_id
        and coalesce(f.responder_device_id::text, f.responder_ip) is not null`,
  );
  const isKnown = (it: (typeof flows)[number], at: Date) => it.knownAt <= at && it.seenAt <= at;
  const pair = (it: (typeof flows)[number]) => `${it.a} ${it.b ?? it.ip}`;
  const known = new Set(flows.filter((it) => isKnown(it, from)).map(pair));
  const found = new Map<string, Set<string>>();
  for (const it of flows) {
    if (!isKnown(it, to) || known.has(pair(it))) continue;
    found.set(`${pair(it)} ${it.ip}`, (found.get(`${pair(it)} ${it.ip}`) ?? new Set()).add(it.protocol));
  }
  return [...found]
    .map(([key, protocols]) => `${key} ${[...protocols].sort().join(", ")}`.replace(/ 10\.\S+/, ""))
    .sort();
}

async function newPeers(from: Date, to: Date): Promise<string[]> {
  const { peers, isCut } = await findNewPeers(from, to, { conversations: 1_000, pairs: 1_000 });
  expect(isCut).toBe(false);
  return peers.map((it) => `${it.deviceId} ${it.peerId ?? it.peerName} ${it.protocols.join(", ")}`).sort();
}

/** The same numbers each time. */
function numbers(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
}

it.each([1, 2, 3])(
  "names the pairs that all flows tell, whatever the order in which files came (seed %i)",
  async (seed) => {
    const next = numbers(seed);
    const times = [new Date((await now()).getTime() - 1)];
    for (let file = 0; file < 6; file++) {
      const list = Array.from({ length: 1 + next(3) }, () => ({
        server: next(SERVERS),
        port: PORTS[next(3)] as number,
        // A file of one day may come behind one of a later day, and two of the same.
        atUs: START_US + next(4) * DAY_US + next(1_000) * 1_000_000,
      })).sort((a, b) => a.atUs - b.atUs);
      await takeIn([{ name: `${file}.pcap`, bytes: talks(list) }]);
      times.push(await now());
    }
    if (seed === 3) {
      // Not added up yet: what the sums do not tell is looked for among the flows.
      await sql.run("insert into flow_rollup_stale (content_id) select id from source_content on conflict do nothing");
    }
    let named = 0;
    for (const from of times) {
      for (const to of times.filter((it) => it > from)) {
        const found = await newPeers(from, to);
        expect(found, `${times.indexOf(from)} to ${times.indexOf(to)}`).toEqual(await newPeersByFlows(from, to));
        named += found.length;
      }
    }
    expect(named).toBeGreaterThan(20);
  },
);

it("names the pairs that a live sensor saw between two minutes of a day, beside a file of the same day", async () => {
  const { actor } = await newSensor();
  const atUs = (await now()).getTime() * 1000 - 3_600_000_000;
  await takeIn([{ name: "file.pcap", bytes: talks([{ server: 0, port: 22, atUs }]) }]);
  const minute = (at: number, server: number, port = 22) => ({ server, port, atUs: atUs + at * 60_000_000 });
  const heard = talks([minute(1, 1), minute(5, 0, 2222), minute(9, 2), minute(10, 1, 2222)]);
  const nowMs = Date.now();
  for (const batch of batchesOf(heard, 1, { day: new Date(nowMs).toISOString().slice(0, 10), nowMs }))
    await takeBatch(actor, batch, nowMs);
  await refreshInventory();
  await sql.run("update source_content set known_at = to_timestamp($1 / 1e6) where format = 'sensor'", [atUs]);
  await sql.run("update source_content set known_at = to_timestamp($1 / 1e6) where format <> 'sensor'", [
    atUs + 420_000_000,
  ]);
  const times = [-1, 3, 6, 8, 9.5, 20].map((it) => new Date(atUs / 1000 + it * 60_000));
  let named = 0;
  for (const from of times) {
    for (const to of times.filter((it) => it > from)) {
      const found = await newPeers(from, to);
      expect(found, `${times.indexOf(from)} to ${times.indexOf(to)}`).toEqual(await newPeersByFlows(from, to));
      named += found.length;
    }
  }
  expect(named).toBeGreaterThan(5);
});
