import { countOf } from "@/lib/domain/say-count";

interface ListStatusProps {
  /** How many fit; undefined while nobody knows. */
  readonly total: number | undefined;
  readonly sort: string;
  readonly order: "asc" | "desc";
  readonly selected: number;
  /** Of them, those that the list does not show. */
  readonly outside: number;
}

/** Says to those who do not see the list what became of it. It is there before and after the rows are, so that it is heard. */
export function ListStatus({ total, sort, order, selected, outside }: ListStatusProps) {
  return (
    <>
      <p className="sr-only" role="status">
        {total === undefined
          ? ""
          : total === 0
            ? "No device fits"
            : `${countOf(total, "device")}, sorted by ${sort}, ${order === "asc" ? "ascending" : "descending"}`}
      </p>
      <p className="sr-only" role="status">
        {selected === 0
          ? ""
          : `${countOf(selected, "device")} selected${outside > 0 ? `, ${outside} not in this view` : ""}`}
      </p>
    </>
  );
}
