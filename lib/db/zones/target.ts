import "server-only";
import type { Distance } from "@/lib/domain/target/measure-distance";
import type { StepChange } from "@/lib/domain/target/step-change";
import type { TargetDesign } from "@/lib/domain/target/target-design";
import { NO_RULES, UNKNOWN_NATURE } from "@/lib/domain/zone/zone";
import { sql } from "../client";
import type { Sql } from "../sql";
import { storableJson, storableText } from "../storable";

export interface TargetRow {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly latestVersion: number;
  readonly approvedVersion: number | null;
  readonly approvedAt: Date | null;
  /** Of the latest version. */
  readonly savedAt: Date;
  readonly savedBy: string;
}

export interface TargetVersionRow {
  readonly version: number;
  readonly comment: string;
  readonly actor: string;
  readonly at: Date;
  readonly approvedAt: Date | null;
  readonly approvedBy: string | null;
}

export interface TargetCommentRow {
  readonly id: string;
  readonly version: number;
  readonly text: string;
  readonly actor: string;
  readonly at: Date;
}

export interface TargetDayRow extends Distance {
  /** "2026-03-02" */
  readonly day: string;
  readonly version: number;
}

const TARGETS = `select t.id, t.name, t.created_at as "createdAt", t.created_by as "createdBy",
    v.version as "latestVersion", v.at as "savedAt", v.actor as "savedBy",
    a.version as "approvedVersion", a.approved_at as "approvedAt"
  from target t
  join lateral (select * from target_version where target_id = t.id order by version desc limit 1) v on true
  left join lateral (
    select * from target_version where target_id = t.id and approved_at is not null order by approved_at desc limit 1) a on true`;

/** The one that holds first: the last that was approved, then the last that was saved. */
export async function listTargetRows(db: Sql = sql): Promise<TargetRow[]> {
  return db.query<TargetRow>(`${TARGETS} order by a.approved_at desc nulls last, v.at desc, t.id`);
}

export async function findTarget(id: string, db: Sql = sql): Promise<TargetRow | null> {
  const [row] = await db.query<TargetRow>(`${TARGETS} where t.id = $1`, [id]);
  return row ?? null;
}

/** Locks the target until the transaction ends, so that versions are counted without gaps; false when there is none. */
export async function lockTarget(tx: Sql, id: string): Promise<boolean> {
  return (await tx.query("select 1 from target where id = $1 for update", [id])).length > 0;
}

export async function insertTarget(
  tx: Sql,
  target: { readonly id: string; readonly name: string; readonly createdBy: string },
): Promise<void> {
  await tx.run("insert into target (id, name, created_by) values ($1, $2, $3)", [
    target.id,
    target.name,
    target.createdBy,
  ]);
}

export async function isTargetName(tx: Sql, name: string): Promise<boolean> {
  return (await tx.query("select 1 from target where lower(name) = lower($1)", [name])).length > 0;
}

/** Its versions, comments, days and marks go with it. */
export async function removeTarget(tx: Sql, id: string): Promise<void> {
  await tx.run("delete from target where id = $1", [id]);
}

export async function insertTargetVersion(
  tx: Sql,
  version: {
    readonly targetId: string;
    readonly version: number;
    readonly design: TargetDesign;
    readonly comment: string;
    readonly userId: string | null;
    readonly actor: string;
  },
): Promise<void> {
  await tx.run(
    `insert into target_version (target_id, version, design, comment, user_id, actor) values ($1, $2, $3, $4, $5, $6)`,
    [
      version.targetId,
      version.version,
      storableJson(version.design),
      storableText(version.comment),
      version.userId,
      version.actor,
    ],
  );
}

/** Newest first. */
export async function listTargetVersions(targetId: string): Promise<TargetVersionRow[]> {
  return sql.query<TargetVersionRow>(
    `select version, comment, actor, at, approved_at as "approvedAt", approved_by as "approvedBy"
       from target_version where target_id = $1 order by version desc`,
    [targetId],
  );
}

export async function findTargetDesign(targetId: string, version: number, db: Sql = sql): Promise<TargetDesign | null> {
  const [row] = await db.query<{ design: TargetDesign }>(
    "select design from target_version where target_id = $1 and version = $2",
    [targetId, version],
  );
  return row ? withLaterFields(row.design) : null;
}

/** A version stays as it was saved; what zones and conduits learned to say later, it does not say. */
function withLaterFields(design: TargetDesign): TargetDesign {
  const rule = { initiator: "from", operations: [], ports: [], reviewOn: null, enforcementPoint: null } as const;
  return {
    ...design,
    zones: design.zones.map((zone) => ({ ...NO_RULES, ...UNKNOWN_NATURE, ...zone })),
    conduits: design.conduits.map((conduit) => ({ ...rule, ...conduit })),
  };
}

/** False when it is approved already, or is none. */
export async function approveTargetVersion(
  tx: Sql,
  targetId: string,
  version: number,
  approvedBy: string,
): Promise<boolean> {
  const changed = await tx.run(
    `update target_version set approved_at = now(), approved_by = $3
      where target_id = $1 and version = $2 and approved_at is null`,
    [targetId, version, approvedBy],
  );
  return changed > 0;
}

/** Oldest first. */
export async function listTargetComments(targetId: string): Promise<TargetCommentRow[]> {
  return sql.query<TargetCommentRow>(
    "select id, version, text, actor, at from target_comment where target_id = $1 order by at, id",
    [targetId],
  );
}

export async function insertTargetComment(
  tx: Sql,
  comment: {
    readonly id: string;
    readonly targetId: string;
    readonly version: number;
    readonly text: string;
    readonly userId: string | null;
    readonly actor: string;
  },
): Promise<void> {
  await tx.run(
    "insert into target_comment (id, target_id, version, text, user_id, actor) values ($1, $2, $3, $4, $5, $6)",
    [comment.id, comment.targetId, comment.version, storableText(comment.text), comment.userId, comment.actor],
  );
}

/** Today's distance, in place of what was measured today before. The day is UTC's. */
export async function putTargetDay(targetId: string, version: number, distance: Distance): Promise<void> {
  await sql.run(
    `insert into target_day (target_id, day, version, violating_flows, misplaced_devices, undecided_cells, above_tolerance)
     select id, (now() at time zone 'UTC')::date, $2, $3, $4, $5, $6 from target where id = $1
     on conflict (target_id, day) do update set version = excluded.version, violating_flows = excluded.violating_flows,
       misplaced_devices = excluded.misplaced_devices, undecided_cells = excluded.undecided_cells,
       above_tolerance = excluded.above_tolerance`,
    [
      targetId,
      version,
      distance.violatingFlows,
      distance.misplacedDevices,
      distance.undecidedCells,
      distance.aboveTolerance,
    ],
  );
}

/** Days on which something was measured, oldest first; none that is still to come, as a clock that was ahead left them. */
export async function listTargetDays(targetId: string, limit: number): Promise<TargetDayRow[]> {
  return sql.query<TargetDayRow>(
    `select * from (
       select to_char(day, 'YYYY-MM-DD') as day, version, violating_flows as "violatingFlows",
              misplaced_devices as "misplacedDevices", undecided_cells as "undecidedCells",
              above_tolerance as "aboveTolerance"
         from target_day where target_id = $1 and day <= (now() at time zone 'UTC')::date order by day desc limit $2) it
      order by day`,
    [targetId, limit],
  );
}

export interface StepMarkRow {
  readonly stepKey: string;
  readonly note: string;
  readonly actor: string;
  readonly at: Date;
  /** What today's zones and conduits got with it; null: it was carried out elsewhere. */
  readonly applied: StepChange | null;
}

export async function listStepMarks(targetId: string, db: Sql = sql): Promise<StepMarkRow[]> {
  return db.query<StepMarkRow>(
    `select step_key as "stepKey", note, actor, at, applied from target_step_mark where target_id = $1 order by at, step_key`,
    [targetId],
  );
}

export async function putStepMark(
  tx: Sql,
  mark: {
    readonly targetId: string;
    readonly stepKey: string;
    readonly note: string;
    readonly userId: string | null;
    readonly actor: string;
    readonly applied: StepChange | null;
  },
): Promise<void> {
  await tx.run(
    `insert into target_step_mark (target_id, step_key, note, user_id, actor, applied)
     values ($1, $2, $3, $4, $5, $6::jsonb)
     on conflict (target_id, step_key) do update set note = excluded.note, user_id = excluded.user_id,
       actor = excluded.actor, applied = excluded.applied, at = now()`,
    [
      ...[mark.targetId, mark.stepKey, storableText(mark.note), mark.userId, mark.actor],
      mark.applied === null ? null : storableJson(mark.applied),
    ],
  );
}

/** False when it was not marked. */
export async function removeStepMark(tx: Sql, targetId: string, stepKey: string): Promise<boolean> {
  return (await tx.run("delete from target_step_mark where target_id = $1 and step_key = $2", [targetId, stepKey])) > 0;
}
