"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { z } from "zod";
import { TimeAgo } from "@/components/devices/time-ago";
import { QueryProblem } from "@/components/shell/query-problem";
import { useUser } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/input";
import { lateDialog } from "@/components/ui/late-dialog";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Table, Td, Th } from "@/components/ui/table";
import { toast } from "@/components/ui/toast-store";
import { apiSend } from "@/lib/client/api-client";
import { sentenceOf } from "@/lib/client/api-problem";
import { userListOptions } from "@/lib/client/queries/users";
import type { invitation, UserDto, user as userContract } from "@/lib/contracts/users";
import { ROLES, type Role } from "@/lib/domain/access/permissions";
import { ROLE_WORDS } from "./role-words";

// What is not met first comes when it is opened.
const InviteDialog = lateDialog(() => import("./invite-dialog").then((it) => it.InviteDialog)).Dialog;
const LinkDialog = lateDialog(() => import("./link-dialog").then((it) => it.LinkDialog)).Dialog;

type Change = { readonly role?: Role; readonly isDisabled?: boolean };

/** Who may use Sightglass, as what. Locked-out people stay in the list, because the audit log names them. */
export function UserTable() {
  const client = useQueryClient();
  const me = useUser();
  const users = useQuery(userListOptions());
  const [isInviting, setIsInviting] = useState(false);
  const change = useMutation({
    mutationFn: ({ one, to }: { readonly one: UserDto; readonly to: Change }) =>
      apiSend<z.output<typeof userContract>>("PATCH", `/users/${one.id}`, to),
    onSuccess: async (saved, { to }) => {
      toast({
        title: to.role
          ? `${saved.name} is ${saved.role} now`
          : saved.isDisabled
            ? `Locked out ${saved.name}`
            : `Let ${saved.name} in again`,
      });
      await client.invalidateQueries({ queryKey: ["users"] });
    },
    onError: (error) => toast({ title: "Nothing was changed", detail: sentenceOf(error), tone: "danger" }),
  });
  const renew = useMutation({
    mutationFn: (one: UserDto) => apiSend<z.output<typeof invitation>>("POST", `/users/${one.id}/link`, null),
    onError: (error) => toast({ title: "No link was made", detail: sentenceOf(error), tone: "danger" }),
  });

  if (users.isPending) return <SkeletonRows count={4} columns={["w-40", "w-56", "w-24"]} />;
  if (users.isError) return <QueryProblem error={users.error} refetch={users.refetch} />;
  return (
    <div className="flex flex-col gap-3">
      <Table aria-label="People">
        <thead>
          <tr>
            <Th>Name</Th>
            <Th className="max-md:hidden">E-mail</Th>
            <Th>Role</Th>
            <Th>Last seen</Th>
            <Th>
              <span className="sr-only">Actions</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {users.data.items.map((one) => {
            const isMe = one.email === me.email;
            return (
              <tr key={one.id} className={one.isDisabled ? "text-muted" : undefined}>
                <Td className="max-w-36 truncate md:max-w-56" title={one.name}>
                  <bdi>{one.name}</bdi>
                  {isMe ? <span className="text-muted"> (you)</span> : null}
                  <span title={one.email} className="block truncate text-muted text-xs md:hidden">
                    {one.email}
                  </span>
                </Td>
                <Td className="max-w-64 truncate max-md:hidden" title={one.email}>
                  {one.email || <span className="text-muted">none</span>}
                </Td>
                <Td>
                  <Select
                    aria-label={`Role of ${one.name}`}
                    value={one.role}
                    disabled={isMe || one.isDisabled || change.isPending}
                    title={ROLE_WORDS[one.role]}
                    onChange={(event) => change.mutate({ one, to: { role: event.target.value as Role } })}
                  >
                    {ROLES.map((role) => (
                      <option key={role} value={role}>
                        {role}
                      </option>
                    ))}
                  </Select>
                </Td>
                <Td>
                  <TimeAgo at={one.lastSeenAt} unknownWord="never" />
                </Td>
                <Td className="text-right md:whitespace-nowrap">
                  {isMe || one.isDisabled ? null : (
                    <Button
                      size="sm"
                      tone="quiet"
                      aria-label={`New link for ${one.name}`}
                      title="A one-time link to choose a new password; the old one holds until it is used"
                      disabled={renew.isPending}
                      onClick={() => renew.mutate(one)}
                    >
                      New link…
                    </Button>
                  )}
                  {isMe ? null : (
                    <Button
                      size="sm"
                      tone="quiet"
                      disabled={change.isPending}
                      onClick={() => change.mutate({ one, to: { isDisabled: !one.isDisabled } })}
                    >
                      {one.isDisabled ? "Let in again" : "Lock out"}
                    </Button>
                  )}
                </Td>
              </tr>
            );
          })}
        </tbody>
      </Table>
      <div>
        <Button onClick={() => setIsInviting(true)}>Invite somebody…</Button>
      </div>
      {renew.data ? <LinkDialog made={renew.data} onClose={renew.reset} /> : null}
      {isInviting ? <InviteDialog onClose={() => setIsInviting(false)} /> : null}
    </div>
  );
}
