-- A packed day holds its columns and each name once, in the place of a list for each row with keys of 36 letters in it: the
-- first answer of a process reads them all. What is packed is computed from "flow_rollup", and so is the new form. Takes a
-- lock on each packed day's row for as long as packing all of them takes. The processes that write and read the old form
-- are stopped while migrations run. Verify: select count(*) from flow_rollup_day where json_typeof(cells) <> 'object' is 0.
UPDATE "flow_rollup_day" d SET cells = packed_days.cells FROM (
  with sums as materialized (
    select s.day, s.from_zone, s.to_zone, s.protocol, sum(s.flows) as flows, sum(s.packets) as packets,
           sum(s.bytes) as bytes, array[sum(s.operations[1])::bigint, sum(s.operations[2])::bigint, sum(s.operations[3])::bigint, sum(s.operations[4])::bigint, sum(s.operations[5])::bigint, sum(s.operations[6])::bigint] as operations, min(s.first_seen_us) as first_seen_us,
           max(s.last_seen_us) as last_seen_us,
           (select case when cardinality(coalesce(array_agg(distinct port order by port), '{}')) > 32 then array['many'] else coalesce(array_agg(distinct port order by port), '{}') end from unnest(string_to_array(nullif(string_agg(array_to_string(s.ports, ','), ','), ''), ',')) port where port <> '') as ports
      from flow_rollup s where s.day in (select day from flow_rollup_day) group by 1, 2, 3, 4),
  zone_places as materialized (select day, zone as name, row_number() over (partition by day order by zone) - 1 as place
     from (select distinct day, zone from (select day, from_zone as zone from sums union all select day, to_zone from sums) ends) named),
  protocol_places as materialized (select day, protocol as name, row_number() over (partition by day order by protocol) - 1 as place
     from (select distinct day, protocol from sums) named),
  port_places as materialized (select day, ports as name, row_number() over (partition by day order by ports) - 1 as place
     from (select distinct day, ports from sums) named),
  packed as (
    select s.day, json_build_object(
             'zones', (select json_agg(name order by place) from zone_places places where places.day = s.day), 'protocols', (select json_agg(name order by place) from protocol_places places where places.day = s.day), 'portLists', (select json_agg(name order by place) from port_places places where places.day = s.day),
             'from', json_agg(s.from_place order by s.from_place, s.to_place, s.protocol_place), 'to', json_agg(s.to_place order by s.from_place, s.to_place, s.protocol_place), 'protocol', json_agg(s.protocol_place order by s.from_place, s.to_place, s.protocol_place),
             'flows', json_agg(s.flows order by s.from_place, s.to_place, s.protocol_place), 'packets', json_agg(s.packets order by s.from_place, s.to_place, s.protocol_place), 'bytes', json_agg(s.bytes order by s.from_place, s.to_place, s.protocol_place),
             'operations', json_build_array(case when max(s.operations[1]) > 0 then json_agg(s.operations[1] order by s.from_place, s.to_place, s.protocol_place) end, case when max(s.operations[2]) > 0 then json_agg(s.operations[2] order by s.from_place, s.to_place, s.protocol_place) end, case when max(s.operations[3]) > 0 then json_agg(s.operations[3] order by s.from_place, s.to_place, s.protocol_place) end, case when max(s.operations[4]) > 0 then json_agg(s.operations[4] order by s.from_place, s.to_place, s.protocol_place) end, case when max(s.operations[5]) > 0 then json_agg(s.operations[5] order by s.from_place, s.to_place, s.protocol_place) end, case when max(s.operations[6]) > 0 then json_agg(s.operations[6] order by s.from_place, s.to_place, s.protocol_place) end),
             'firstSeenUs', json_agg(s.first_seen_us order by s.from_place, s.to_place, s.protocol_place), 'lastSeenUs', json_agg(s.last_seen_us order by s.from_place, s.to_place, s.protocol_place),
             'ports', json_agg(s.port_place order by s.from_place, s.to_place, s.protocol_place)) as cells
      from (select sums.*, f.place as from_place, t.place as to_place, p.place as protocol_place, l.place as port_place
              from sums join zone_places f on f.day = sums.day and f.name = from_zone
                   join zone_places t on t.day = sums.day and t.name = to_zone
                   join protocol_places p on p.day = sums.day and p.name = protocol
                   join port_places l on l.day = sums.day and l.name = ports) s
     group by s.day)
  select asked.day, coalesce(packed.cells, '{"from":[],"to":[],"protocol":[],"flows":[],"packets":[],"bytes":[],"operations":[null,null,null,null,null,null],"firstSeenUs":[],"lastSeenUs":[],"ports":[],"zones":[],"protocols":[],"portLists":[]}') as cells
    from flow_rollup_day asked left join packed on packed.day = asked.day
) packed_days WHERE packed_days.day = d.day;
