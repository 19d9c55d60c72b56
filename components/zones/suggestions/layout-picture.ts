import type { ZoneSuggestionDto } from "@/lib/contracts/zone-suggestions";

/** More devices than these are a number, not dots. */
const MAX_DOTS = 120;
const MAX_PARTNERS = 6;
const DOT_STEP = 10;
const BOX_WIDTH = 220;
const DOTS_A_ROW = Math.floor((BOX_WIDTH - 24) / DOT_STEP);
const ROLE_LINE = 16;
const PARTNER_STEP = 44;
const LINK_WIDTH = 110;
const TEXT_WIDTH = 230;

export interface PictureRole {
  readonly label: string;
  readonly y: number;
  readonly dots: readonly { readonly x: number; readonly y: number }[];
}

export interface PicturePartner {
  readonly key: string;
  readonly name: string;
  readonly note: string;
  /** Where its line ends and its text begins. */
  readonly x: number;
  readonly y: number;
  readonly line: string;
  readonly lineWidth: number;
}

export interface SuggestionPicture {
  readonly width: number;
  readonly height: number;
  readonly box: { readonly width: number; readonly height: number };
  readonly roles: readonly PictureRole[];
  readonly more: number;
  readonly partners: readonly PicturePartner[];
}

/**
 * A suggested zone as a box of dots, one a device, by role; lines lead to whom they talk outside, as thick as the
 * logarithm of the packets. Sizes in SVG units.
 */
export function layoutPicture(
  { devices, reason }: Pick<ZoneSuggestionDto, "devices" | "reason">,
  sayRole: (role: string) => string,
  sayPackets: (packets: number) => string,
): SuggestionPicture {
  const byRole = new Map<string, number>();
  for (const { role } of devices.slice(0, MAX_DOTS)) byRole.set(role ?? "", (byRole.get(role ?? "") ?? 0) + 1);
  const sorted = [...byRole].sort((a, b) => b[1] - a[1]);
  const roles: PictureRole[] = [];
  let y = 18;
  for (const [role, count] of sorted) {
    const top = y + 8;
    const dots = Array.from({ length: count }, (_, at) => ({
      x: 16 + (at % DOTS_A_ROW) * DOT_STEP,
      y: top + Math.floor(at / DOTS_A_ROW) * DOT_STEP,
    }));
    roles.push({ label: `${count} × ${role === "" ? "unknown role" : sayRole(role)}`, y, dots });
    y = top + Math.ceil(count / DOTS_A_ROW) * DOT_STEP + ROLE_LINE;
  }
  const shown = reason.partners.slice(0, MAX_PARTNERS);
  const height = Math.max(y, shown.length * PARTNER_STEP + 8, 60);
  const most = Math.log(Math.max(...shown.map(({ packets }) => packets), reason.insidePackets, 2));
  return {
    width: BOX_WIDTH + (shown.length > 0 ? LINK_WIDTH + TEXT_WIDTH : 0) + 2,
    height: height + 2,
    box: { width: BOX_WIDTH, height },
    roles,
    more: Math.max(0, devices.length - MAX_DOTS),
    partners: shown.map(({ key, name, packets, protocols }, at) => {
      const [fromY, toY] = [height / 2, (height / shown.length) * (at + 0.5)];
      const [fromX, toX] = [BOX_WIDTH + 1, BOX_WIDTH + LINK_WIDTH];
      const middle = (fromX + toX) / 2;
      return {
        ...{ key, name, x: toX, y: toY },
        note: `${sayPackets(packets)}${protocols.length > 0 ? `, ${protocols.slice(0, 3).join(", ")}` : ""}`,
        line: `M${fromX} ${fromY}C${middle} ${fromY} ${middle} ${toY} ${toX} ${toY}`,
        lineWidth: 1 + 5 * (Math.log(packets + 1) / most),
      };
    }),
  };
}
