import type { DeviceDetail } from "@/lib/contracts/devices";

/** Rows of the picture are 28 px apart: cards at the left, addresses and what else joins at the right. */
export const ROW_PX = 28;
const MAX_ROWS = 40;

export interface JoinNode {
  readonly key: string;
  readonly text: string;
  readonly side: "card" | "other";
  /** Middle of its row. */
  readonly yPx: number;
}

export interface JoinLine {
  readonly key: string;
  readonly fromPx: number;
  readonly toPx: number;
  /** Between two cards the line is an arc at the left. */
  readonly isArc: boolean;
  /** 3 strong, 2 as configured, 1 a lease or a hint: the thickness of the line. */
  readonly strength: 1 | 2 | 3;
  readonly reason: string;
  /** Of the joins in the list. */
  readonly index: number;
}

export interface JoinPicture {
  readonly nodes: readonly JoinNode[];
  readonly lines: readonly JoinLine[];
  readonly heightPx: number;
  /** Joins that found no room: they stand in the list. */
  readonly left: number;
}

const CARD = /^(?:mac|local-mac)\|/;

/** Where everything stands. A join between cards is as strong as a serial or a person's word, an address is a lease. */
export function prepareJoinPicture({ joins, identifiers }: Pick<DeviceDetail, "joins" | "identifiers">): JoinPicture {
  const rows = { card: new Map<string, string>(), other: new Map<string, string>() };
  const sideOf = (key: string) => (CARD.test(key) ? "card" : "other");
  const place = (key: string, text: string) => {
    const side = rows[sideOf(key)];
    if (!side.has(key) && side.size < MAX_ROWS) side.set(key, text);
    return side.has(key);
  };
  const shown = joins
    .map((join, index) => ({ join, index }))
    .filter(({ join }) => {
      const isPlaced = place(join.identifierA, join.a);
      return place(join.identifierB, join.b) && isPlaced;
    });
  // What a device is known by without a join: a lone card, a serial number.
  for (const it of identifiers) if (it.kind !== "ip" && it.strength > 1) place(it.key, it.text);
  const yOf = (key: string) => ([...rows[sideOf(key)].keys()].indexOf(key) + 0.5) * ROW_PX;
  const strengths = new Map(identifiers.map((it) => [it.key, it.strength]));
  const nodes = (["card", "other"] as const).flatMap((side) =>
    [...rows[side]].map(([key, text]): JoinNode => ({ key, text, side, yPx: yOf(key) })),
  );
  return {
    nodes,
    lines: shown.map(({ join, index }) => {
      const isArc = sideOf(join.identifierA) === sideOf(join.identifierB);
      return {
        key: `${join.identifierA} ${join.identifierB} ${index}`,
        fromPx: yOf(join.identifierA),
        toPx: yOf(join.identifierB),
        isArc,
        strength: isArc ? 3 : (strengths.get(join.identifierB) ?? 1),
        reason: join.reason,
        index,
      };
    }),
    heightPx: Math.max(rows.card.size, rows.other.size, 1) * ROW_PX,
    left: joins.length - shown.length,
  };
}
