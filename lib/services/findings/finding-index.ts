import "server-only";
import { newestDeviceRev } from "@/lib/db/devices/device-changes";
import { readFindingChanges, readFindingDevices } from "@/lib/db/findings/finding-changes";
import { findPage } from "@/lib/domain/columns/find-page";
import { FindingColumns } from "@/lib/domain/columns/finding-columns";
import { narrowFindings } from "@/lib/domain/columns/narrow-findings";
import { compareGroups, countFindings, groupFindings } from "@/lib/domain/columns/sum-findings";
import type {
  FindingCounts,
  FindingFilter,
  FindingGroup,
  FindingGrouping,
  FindingGroupPosition,
  FindingPosition,
} from "@/lib/domain/finding/finding-filter";
import { FollowedCopy } from "../followed-copy";
import { KeptByKey } from "../kept-by-key";

/** Questions of which the answer is kept until a finding or a device changes: each is a walk through all findings. */
const KEPT_QUESTIONS = 64;

interface FoundPage {
  readonly ids: string[];
  readonly next: FindingPosition | null;
}

/** Findings by columns. */
export class FindingIndex extends FollowedCopy {
  #columns = new FindingColumns();
  #rev = 0;
  #deviceRev = 0;
  readonly #pages = new KeptByKey<FoundPage>(KEPT_QUESTIONS);
  readonly #counts = new KeptByKey<FindingCounts>(KEPT_QUESTIONS);
  readonly #groups = new KeptByKey<FindingGroup[]>(KEPT_QUESTIONS);

  /** Ids of one page, most urgent first, and the counts of all that fit. */
  async page(
    filter: FindingFilter,
    after: FindingPosition | null,
    limit: number,
  ): Promise<FoundPage & { counts: FindingCounts }> {
    await this.upToDate();
    const columns = this.#columns;
    let narrowed: ReturnType<typeof narrowFindings> | undefined;
    const mask = () => {
      narrowed ??= narrowFindings(columns, filter);
      return narrowed;
    };
    const [page, counts] = await Promise.all([
      this.#pages.get(JSON.stringify([filter, after, limit]), this.#now(), async () =>
        this.#findPage(mask(), after, limit),
      ),
      this.#counts.get(JSON.stringify(filter), this.#now(), async () => countFindings(columns, mask())),
    ]);
    return { ...page, counts };
  }

  /** What every answer depends on besides its question. */
  #now(): readonly unknown[] {
    return [this.#columns, this.#rev, this.#deviceRev];
  }

  #findPage(mask: ReturnType<typeof narrowFindings>, after: FindingPosition | null, limit: number): FoundPage {
    const columns = this.#columns;
    const priorityOf = (row: number) => columns.priority[row] as number;
    const { ids } = columns;
    const behind = after && { value: after.priority, id: after.id };
    const rows = findPage(mask, { keyOf: priorityOf, ids, isDescending: true }, behind, limit + 1);
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return {
      ids: rows.slice(0, limit).map((row) => ids.textOf(row)),
      next: last === undefined ? null : { priority: priorityOf(last), id: ids.textOf(last) },
    };
  }

  /** One page of groups; zones by their ids. */
  async groups(
    filter: FindingFilter,
    by: FindingGrouping,
    after: FindingGroupPosition | null,
    limit: number,
  ): Promise<FindingGroup[]> {
    await this.upToDate();
    const columns = this.#columns;
    const groups = await this.#groups.get(JSON.stringify([filter, by]), this.#now(), async () =>
      groupFindings(columns, narrowFindings(columns, filter), by),
    );
    const rest = after ? groups.filter((group) => compareGroups(group, after) > 0) : groups;
    return rest.slice(0, limit);
  }

  /** Findings bring their devices along; older changes of those need not be read. */
  protected override async begin(): Promise<void> {
    this.#deviceRev = await newestDeviceRev();
  }

  protected async readChanges(): Promise<void> {
    const deviceRev = await newestDeviceRev();
    if (deviceRev > this.#deviceRev) {
      for await (const devices of readFindingDevices(this.#deviceRev, deviceRev)) {
        for (const device of devices) this.#columns.putDevice(device);
      }
      this.#deviceRev = deviceRev;
    }
    // Behind the devices: a finding brings its device as it is at that moment.
    for await (const changes of readFindingChanges(this.#rev)) {
      for (const change of changes) {
        if (change.isGone) this.#columns.remove(change.id);
        else this.#columns.put(change);
        this.#rev = change.rev;
      }
    }
  }

  protected clear(): void {
    this.#columns = new FindingColumns();
    this.#rev = 0;
    this.#deviceRev = 0;
  }
}

/** A process has one; several bundles of Next in one process share it through this key. */
const HOLDER = globalThis as typeof globalThis & { sightglassFindingIndex?: FindingIndex };

export function findingIndex(): FindingIndex {
  HOLDER.sightglassFindingIndex ??= new FindingIndex();
  return HOLDER.sightglassFindingIndex;
}
