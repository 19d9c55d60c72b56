import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { SensorLink } from "@/lib/domain/sensor/sensor-state";

/** Where Linux tells of its interfaces (Documentation/ABI/testing/sysfs-class-net). */
const NETWORK_CARDS = "/sys/class/net";
/** IFF_UP of linux/if.h. */
const IS_UP = 1;
/** States of RFC 2863 in which nothing can come in. "unknown" is what drivers say that do not tell. */
const WITHOUT_LINK = new Set(["down", "lowerlayerdown", "notpresent", "dormant"]);

/** Asks the system about one interface. What never was a card of it, such as "any", has no link to tell of. */
export class InterfaceLink {
  private wasThere = false;

  constructor(
    private readonly name: string,
    private readonly folder = NETWORK_CARDS,
  ) {}

  async read(): Promise<SensorLink | null> {
    const [flags, state] = await Promise.all([this.file("flags"), this.file("operstate")]);
    if (flags === null || state === null) return this.wasThere ? "missing" : null;
    this.wasThere = true;
    if ((Number(flags) & IS_UP) === 0) return "down";
    return WITHOUT_LINK.has(state) ? "no-carrier" : "up";
  }

  private file(name: string): Promise<string | null> {
    return readFile(join(this.folder, this.name, name), "utf8").then(
      (text) => text.trim(),
      () => null,
    );
  }
}
