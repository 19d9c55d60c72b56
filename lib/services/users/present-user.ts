import "server-only";
import type { UserDto } from "@/lib/contracts/users";
import type { UserRow } from "@/lib/db/users/user";

export function presentUser(row: UserRow): UserDto {
  return { ...row, lastSeenAt: row.lastSeenAt?.toISOString() ?? null, createdAt: row.createdAt.toISOString() };
}
