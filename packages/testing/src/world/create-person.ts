import { randomUUID } from "node:crypto";
import { type AccountContext, openAccount, type RequestInfo, signInWithPassword } from "@podpass/core";
import type { BaseWorld } from "./base-world.ts";
import type { Tenant } from "./tenant.ts";

/** A person who knows their password. */
export interface Person {
  id: string;
  email: string;
  password: string;
  /** Signs in with the password; what is theirs, in a session of its own. */
  signIn(request?: Partial<RequestInfo>): Promise<AccountContext>;
}

/** A new person of an organization, who can sign in. */
export async function createPerson(world: BaseWorld, tenant: Tenant): Promise<Person> {
  const { actor } = await tenant.contextOf({ organizationRole: "member" });
  if (actor.type !== "user") throw new Error("A person acts as a user");
  const password = `password of ${randomUUID()}`;
  const { email } = await world.database.client.user.findUniqueOrThrow({ where: { id: actor.id } });
  await world.database.client.account.updateMany({
    where: { userId: actor.id },
    data: { password: await world.services.passwordHasher.hash(password) },
  });
  return {
    id: actor.id,
    email,
    password,
    async signIn(request) {
      const ctx = world.publicContext(request);
      const step = await signInWithPassword(ctx, { email, password }, null);
      if (step.kind !== "signed_in") throw new Error("The person's second factor is asked for");
      return openAccount(ctx, step.session.id);
    },
  };
}
