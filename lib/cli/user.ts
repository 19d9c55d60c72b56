import { ROLES } from "@/lib/domain/access/permissions";
import type { Command, Platform } from "./command";
import { UsageError } from "./command";
import { print, tell } from "./output";
import { parseOnlyOptions } from "./parse-options";
import { readSecret } from "./read-secret";
import { withDatabase } from "./with-database";

export const user: Command = {
  help: `Usage: sightglass user add --email ADDRESS [--name NAME] [--role ROLE] [--password-stdin]
       sightglass user link [--make-owner]

  add    makes an account and prints the one-time link by which its person chooses a password
  link   prints a one-time link that signs in as the owner. While there is no owner, it asks for the first one's account

  --email ADDRESS    add: by which the person signs in
  --name NAME        add: shown beside what the person decides (default: the part before the @)
  --role ROLE        add: ${ROLES.join(", ")} (default viewer)
  --password-stdin   add: the password is the first line of standard input, and the account can sign in at once
  --make-owner       link: where there is no owner, make one without name and password, whom the link signs in at once`,

  async run(args, platform) {
    const [verb, ...rest] = args;
    if (verb === "add") return addUser(rest, platform);
    if (verb === "link") return printOwnerLink(rest, platform);
    throw new UsageError("user takes add or link");
  },
};

async function addUser(args: readonly string[], platform: Platform): Promise<number> {
  const values = parseOnlyOptions("user add", args, {
    email: { type: "string" },
    name: { type: "string" },
    role: { type: "string" },
    "password-stdin": { type: "boolean" },
  });
  const account = await checkAccount(values.email, values.name, values.role ?? "viewer");
  const password = values["password-stdin"] ? await readSecret() : null;
  return withDatabase(platform, async () => {
    const { systemActor } = await import("@/lib/auth/session");
    if (password === null) {
      const { inviteUser } = await import("@/lib/services/users/invite-user");
      const { link, expiresAt } = await inviteUser(systemActor, account);
      tell(`Added ${account.email} as ${account.role}. The link below is good once, until ${expiresAt}.`);
      print(link);
    } else {
      const { addUser: add } = await import("@/lib/services/users/add-user");
      await add(systemActor, { ...account, password });
      tell(`Added ${account.email} as ${account.role}.`);
    }
    return 0;
  });
}

async function checkAccount(email: string | undefined, name: string | undefined, role: string) {
  if (email === undefined) throw new UsageError("user add needs --email ADDRESS");
  const { inviteUser } = await import("@/lib/contracts/users");
  const checked = inviteUser.safeParse({ email, name: name ?? email.split("@")[0], role });
  if (checked.success) return checked.data;
  const [problem] = checked.error.issues;
  throw new UsageError(`--${String(problem?.path[0])}: ${problem?.message}`);
}

function printOwnerLink(args: readonly string[], platform: Platform): Promise<number> {
  const values = parseOnlyOptions("user link", args, { "make-owner": { type: "boolean" } });
  return withDatabase(platform, async () => {
    const [{ systemActor }, { env }, { createOwnerLink }] = await Promise.all([
      import("@/lib/auth/session"),
      import("@/lib/config/env"),
      import("@/lib/services/session/create-owner-link"),
    ]);
    const { url } = await createOwnerLink(systemActor, env().url.href, {
      makesOwner: values["make-owner"] ?? false,
    });
    print(url);
    return 0;
  });
}
