import "server-only";

/** Whoever writes devices holds it: a rebuild, or a decision that changes some of them. */
export const INVENTORY_LOCK = "inventory";
