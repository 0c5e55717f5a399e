import { expect, test } from "vitest";
import { readAccount } from "#features/access-tokens/lib/access-tokens-search.ts";

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
