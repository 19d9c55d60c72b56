import {
  Activity,
  Bug,
  Globe,
  Grid3x3,
  Inbox,
  LayoutDashboard,
  type LucideIcon,
  Radar,
  Server,
  Settings,
} from "lucide-react";

export interface Place {
  readonly href: string;
  readonly label: string;
  readonly icon: LucideIcon;
  /** Second key after G. */
  readonly key: string;
}

/** The rail, the narrow bar, the palette and the keyboard help all read this list. */
export const PLACES: readonly Place[] = [
  { href: "/", label: "Overview", icon: LayoutDashboard, key: "o" },
  { href: "/devices", label: "Devices", icon: Server, key: "d" },
  { href: "/shadow", label: "Shadow", icon: Inbox, key: "s" },
  { href: "/zones", label: "Zones", icon: Grid3x3, key: "z" },
  { href: "/exposure", label: "Exposure", icon: Globe, key: "x" },
  { href: "/vulnerabilities", label: "Vulnerabilities", icon: Bug, key: "v" },
  { href: "/activity", label: "Activity", icon: Activity, key: "a" },
  { href: "/discovery", label: "Discovery", icon: Radar, key: "i" },
  { href: "/settings", label: "Settings", icon: Settings, key: "," },
];

export function isAt(place: Place, pathname: string): boolean {
  return place.href === "/" ? pathname === "/" : pathname === place.href || pathname.startsWith(`${place.href}/`);
}
