import { PORTS, PROTOCOLS, START_US } from "./generate-inventory.mjs";
import { inPairs } from "./in-pairs.mjs";

const DAY_US = 86_400_000_000;
/** Every conversation is seen on each of these days; a content holds the flows of one, as that of a live sensor does. */
const DAYS = 30;
/** Days from one to the next: half a year, and so seven months. */
const STEP = 6;
/** Devices of one zone stand together by so many (see `zoneOf` in generate-inventory). */
const BLOCK = 8;
/** Servers that a quarter of all conversations goes to. */
const HOT = 20;

const hash = (value, salt) => `(hashint8extended(${value}, ${salt}) & 2147483647)`;
const pickText = (list, index) => `(array['${list.join("','")}'])[1 + ${index} % ${list.length}]`;
const pickNumber = (list, index) => `(array[${list.join(",")}])[1 + ${index} % ${list.length}]`;

/**
 * Puts so many rows of flows between the first `devices` of the plant, with the conversations and sums that a rebuild
 * makes of them, in the place of those that are there. Written by the database itself, as it takes hours otherwise;
 * the indexes are built afterwards. Peers are in the own zone, in one of the next eight, or one of a few servers.
 *
 * @returns {Promise<number>} rows written
 */
export async function fillFlows(product, { realmId }, devices, flows, zoneCount) {
  const conversations = Math.ceil(flows / DAYS);
  const { sql } = product;
  await sql.run("truncate flow, conversation, flow_rollup, flow_rollup_day, flow_rollup_stale, flow_rollup_moved");
  await sql.run("delete from source_content where format = 'sensor'");
  const contents = [];
  for (let at = 0; at < DAYS; at++) {
    const takenIn = new Date((START_US + (at * STEP + 1) * DAY_US) / 1000);
    const id = monthOf(takenIn) * 1e9 + at;
    await sql.run(
      `insert into source_content (id, realm_id, sha256, file_name, format, is_complete, created_at, known_at)
       values ($1, $2, $3, $3, 'sensor', true, $4, $4)`,
      [id, realmId, `day ${at}`, takenIn],
    );
    contents.push({ id, month: monthOf(takenIn), at });
  }
  await sql.run("drop table if exists bench_device, bench_pair");
  await sql.run(
    `create unlogged table bench_device as
       select substr(serial, 3)::bigint as n, id, ips[1] as ip from device where substr(serial, 3)::bigint < $1`,
    [devices],
  );
  const near = `(i + ${BLOCK} * case when ${hash("c", 3)} % 10 < 7 then 0 else 1 + ${hash("c", 4)} % 8 end
                   + ${BLOCK * zoneCount} * (${hash("c", 5)} % 1000) + ${hash("c", 6)} % ${BLOCK})`;
  await sql.run(
    `create unlogged table bench_pair as
       select c, a.id as i_id, a.ip as i_ip, b.id as r_id, b.ip as r_ip, ${pickText(PROTOCOLS, "service")} as protocol,
              ${pickNumber(PORTS, "service")} as port, 2 + ${hash("c", 7)} % 500 as packets,
              jsonb_build_object('read', (2 + ${hash("c", 7)} % 500) / 4) as read,
              jsonb_build_object('read', c + 1) as read_at,
              (${hash("c", 8)} % 86340) * 1000000::bigint as at_us
         from (select c, i, r, ${hash("r", 9)} as service
                 from (select c, i, case when ${hash("c", 1)} % 4 = 0 then ${hash("c", 2)} % ${HOT} else ${near} % $1 end as r
                         from (select c, ${hash("c", 10)} % $1 as i
                                 from generate_series(0::bigint, $2::bigint - 1) c) initiators) ends) pairs
         join bench_device a on a.n = i join bench_device b on b.n = r order by c`,
    [devices, conversations],
  );
  await sql.run("analyze bench_device, bench_pair");
  const months = [...new Set(contents.map(({ month }) => month))];
  await inPairs([() => fillConversations(product, realmId, contents[0].id), ...months], (it) =>
    typeof it === "function"
      ? it()
      : fillMonth(
          product,
          it,
          contents.filter(({ month }) => month === it),
        ),
  );
  await addUp(
    product,
    contents.map(({ id }) => id),
  );
  await sql.run("drop table bench_device, bench_pair");
  return conversations * DAYS;
}

/**
 * The table of a month is filled by itself, without a log as it is new, gets its indexes then and takes its place among
 * the others with what it has.
 */
async function fillMonth(product, month, contents) {
  const name = `flow_${month}`;
  const indexes = await indexesOf(product.sql, "flow");
  await product.withTransaction(async (tx) => {
    // Without the triggers, which would keep every new row of a statement in memory.
    await tx.run("set local session_replication_role = replica");
    await tx.run("set local maintenance_work_mem = '2GB'");
    await tx.run("set local max_parallel_maintenance_workers = 0");
    await tx.run(`drop table if exists ${name}`);
    await tx.run(`create table ${name} (like flow including defaults)`);
    for (const { id, at } of contents) {
      await tx.run(
        `insert into ${name} (content_id, seq, initiator_ip, initiator_device_id, responder_ip, responder_device_id,
             transport, port, protocol, evidence, packets, bytes, packets_from_responder, bytes_from_responder,
             first_seen_us, last_seen_us, position, operations, operation_positions)
         select $1::bigint, c, i_ip, i_id, r_ip, r_id, 'tcp', port, protocol, 'payload', packets, packets * 180,
                packets / 2, packets * 90, $2::bigint + at_us, $2::bigint + at_us + 60000000, c + 1, read, read_at
           from bench_pair`,
        [id, START_US + at * STEP * DAY_US],
      );
    }
    await tx.run(`alter table ${name} add constraint ${name}_pkey primary key (content_id, seq)`);
    for (const { name: index, definition } of indexes) {
      const own = definition.replace(` ${index} ON ONLY public.flow `, ` ${index.replace("flow", name)} ON ${name} `);
      if (own === definition) throw new Error(`The index ${index} is not one of flow's: ${definition}`);
      await tx.run(own);
    }
    const beyond = month + (month % 100 === 12 ? 89 : 1);
    await tx.run(`alter table flow attach partition ${name} for values from (${month * 1e9}) to (${beyond * 1e9})`);
  });
}

async function fillConversations(product, realmId, contentId) {
  const indexes = await indexesOf(product.sql, "conversation");
  await product.withTransaction(async (tx) => {
    await tx.run("set local session_replication_role = replica");
    await tx.run("set local maintenance_work_mem = '1GB'");
    await tx.run("set local work_mem = '1GB'");
    await tx.run("truncate conversation");
    for (const { name } of indexes) await tx.run(`drop index "${name}"`);
    await tx.run(
      `insert into conversation (id, realm_id, initiator_ip, initiator_device_id, responder_ip, responder_device_id,
           transport, port, protocol, evidence, flows, packets, bytes, packets_from_responder, first_seen_us,
           last_seen_us, operations, content_id, position)
       select gen_random_uuid(), $1, i_ip, i_id, r_ip, r_id, 'tcp', port, protocol, 'payload', ${DAYS} * count(*),
              ${DAYS} * sum(packets), ${DAYS} * 180 * sum(packets), ${DAYS} * sum(packets / 2),
              $3::bigint + min(at_us), $3::bigint + ${(DAYS - 1) * STEP * DAY_US} + max(at_us) + 60000000,
              jsonb_build_object('read', ${DAYS} * sum(packets / 4)), $2, min(c) + 1
         from bench_pair group by i_id, i_ip, r_id, r_ip, port, protocol`,
      [realmId, contentId, START_US],
    );
    for (const { definition } of indexes) await tx.run(definition);
  });
}

/** All but the primary key. */
function indexesOf(sql, table) {
  return sql.query(
    `select indexname as name, indexdef as definition from pg_indexes
      where schemaname = 'public' and tablename = $1 and indexname not like '%pkey'`,
    [table],
  );
}

const monthOf = (at) => at.getUTCFullYear() * 100 + at.getUTCMonth() + 1;

/** The product adds up the first day; the others are the same, later. */
async function addUp(product, contents) {
  const first = contents[0];
  await product.sql.run("insert into flow_rollup_stale values ($1)", [first]);
  await product.withTransaction((tx) => product.refreshFlowRollup(tx, [first]));
  const later = contents.slice(1).map((id, at) => ({ id, days: (at + 1) * STEP }));
  const values = [later.map((it) => it.id), later.map((it) => it.days)];
  await product.sql.run(
    `insert into flow_rollup (content_id, day, from_zone, to_zone, protocol, flows, packets, bytes, operations,
         first_seen_us, last_seen_us, ports, seqs, seen_us, oldest_us)
     select other.id, day + other.days, from_zone, to_zone, protocol, flows, packets, bytes, operations,
            first_seen_us + other.days * ${DAY_US}, last_seen_us + other.days * ${DAY_US}, ports, seqs,
            array(select seen + other.days * ${DAY_US} from unnest(seen_us) with ordinality listed(seen, place) order by place),
            oldest_us + other.days * ${DAY_US}
       from unnest($2::bigint[], $3::int[]) other(id, days), flow_rollup r where r.content_id = $1`,
    [first, ...values],
  );
  await product.sql.run(
    `update source_content c set flow_count = (select flow_count from source_content where id = $1) where id = any($2::bigint[])`,
    [first, values[0]],
  );
  const days = await product.sql.query("select distinct day from flow_rollup");
  await inPairs(days, ({ day }) => product.packDay(product.sql, day, 2));
}
