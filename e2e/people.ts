import type { APIRequestContext } from "@playwright/test";
import { ask } from "./dashboard-api.ts";

export interface Person {
  email: string;
  password: string;
  name: string;
}

/** Signs in; answers the status. */
export async function signIn(request: APIRequestContext, url: string, { email, password }: Omit<Person, "name">) {
  const answer = await request.post(`${url}/api/auth/sign-in/email`, {
    data: { email, password },
    headers: { origin: url },
  });
  return answer.status();
}

/** The admin invites a person with these organization roles, who accepts, and is signed in then. */
export async function joinAs(
  admin: APIRequestContext,
  person: APIRequestContext,
  url: string,
  who: Person,
  roles: readonly string[] = ["member"],
): Promise<void> {
  const { link } = await ask(admin, url, "invitation.create", { email: who.email, roles });
  const { name, password } = who;
  await ask(person, url, "invitation.accept", { token: new URL(link).hash.slice(1), name, password });
  await signIn(person, url, who);
}
