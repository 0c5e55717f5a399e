import { AccessTokenState, AuthMethod, type ListAccessTokensInput } from "@podpass/contracts";
import { z } from "zod";

/** What a list of access tokens keeps in its URL. */
export const AccessTokensSearch = z.object({
  state: AccessTokenState.optional().catch(undefined),
  method: AuthMethod.optional().catch(undefined),
  /** The id of one; the list of an identity's own has no such filter. */
  identity: z.uuid().optional().catch(undefined),
  /** `namespace/name`, or a namespace. */
  account: z.string().max(320).optional().catch(undefined),
  trail: z.array(z.string()).optional().catch(undefined),
});
export type AccessTokensSearch = z.output<typeof AccessTokensSearch>;

/** The input of the list procedure for that URL, of one identity's own list where it is named. */
export function accessTokensInput(search: AccessTokensSearch, identityId: string | undefined) {
  return {
    identityId: identityId ?? search.identity,
    state: search.state,
    authMethod: search.method,
    serviceAccount: readAccount(search.account),
    cursor: search.trail?.at(-1),
  } satisfies z.input<typeof ListAccessTokensInput>;
}

/** Reads `namespace/name` or a namespace alone. */
export function readAccount(text: string | undefined): { namespace: string; name?: string } | undefined {
  const [namespace = "", name = ""] = (text ?? "").split("/", 2).map((part) => part.trim());
  if (namespace === "") return undefined;
  return name === "" ? { namespace } : { namespace, name };
}

export function isFiltered({ state, method, identity, account }: AccessTokensSearch): boolean {
  return [state, method, identity, account].some(Boolean);
}
