import type { WalkDownQuestionDto } from "@/lib/contracts/walk-down";

type About = Pick<WalkDownQuestionDto, "deviceId" | "name" | "product" | "addresses" | "riskScore">;

interface SheetDevice extends About {
  readonly questions: readonly Pick<WalkDownQuestionDto, "kind" | "text" | "settles">[];
}

export interface SheetPlace {
  readonly site: string;
  readonly place: string;
  readonly devices: readonly SheetDevice[];
}

/**
 * The questions as one walks: place by place, all questions about a device together. Places and devices keep the order of
 * their first question, so that what settles most still comes first.
 */
export function prepareSheet(items: readonly WalkDownQuestionDto[]): SheetPlace[] {
  const places = new Map<string, { site: string; place: string; byDevice: Map<string, WalkDownQuestionDto[]> }>();
  for (const it of items) {
    const key = JSON.stringify([it.site, it.place]);
    const known = places.get(key) ?? { site: it.site, place: it.place, byDevice: new Map() };
    places.set(key, known);
    known.byDevice.set(it.deviceId, [...(known.byDevice.get(it.deviceId) ?? []), it]);
  }
  return [...places.values()].map(({ site, place, byDevice }) => ({
    site,
    place,
    devices: [...byDevice.values()].map((questions) => {
      const { deviceId, name, product, addresses, riskScore } = questions[0] as WalkDownQuestionDto;
      return { deviceId, name, product, addresses, riskScore, questions };
    }),
  }));
}
