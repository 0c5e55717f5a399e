import { expect, test } from "vitest";
import {
  AccessTokensSearch,
  accessTokensInput,
  readAccount,
} from "#features/access-tokens/lib/access-tokens-search.ts";

test.each([
  [undefined, undefined],
  ["", undefined],
  [" ", undefined],
  ["/worker", undefined],
  ["payments", { namespace: "payments" }],
  ["payments/", { namespace: "payments" }],
  [" payments / worker ", { namespace: "payments", name: "worker" }],
])("reads the service account %j as %j", (text, account) => {
  expect(readAccount(text)).toEqual(account);
});

test("lists the identity of the URL, and on an identity's own page always that one", () => {
  const [named, own] = ["0b5bd8a6-8b0a-4a4a-9d44-3f1f3f6f3a01", "0b5bd8a6-8b0a-4a4a-9d44-3f1f3f6f3a02"];
  const search = AccessTokensSearch.parse({ identity: named });
  expect(accessTokensInput(search, undefined).identityId).toBe(named);
  expect(accessTokensInput(search, own).identityId).toBe(own);
  expect(AccessTokensSearch.parse({ identity: "somebody" }).identity).toBeUndefined();
});
