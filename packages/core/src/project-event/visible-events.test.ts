import { type PermissionRule, PROJECT_EVENT_KINDS } from "@podpass/contracts";
import { describe, expect, it } from "vitest";
import type { SecretEvent } from "./secret-event.ts";
import { visibleEvents } from "./visible-events.ts";

const onApps = (subject: string, action: string): PermissionRule[] => [
  { subject, action: [action], conditions: { environment: "dev", secretPath: "/apps" } },
];
const RULES = {
  nothing: [],
  "secrets:describeSecret": onApps("secrets", "describeSecret"),
  "secrets:readValue": onApps("secrets", "readValue"),
  "secret-imports:read": onApps("secret-imports", "read"),
} satisfies Record<string, PermissionRule[]>;

const ofSecret: SecretEvent = {
  kind: "secret:update",
  environment: "dev",
  secretPath: "/apps",
  secret: { key: "KEY", tags: [] },
};
const ofFolder: SecretEvent = { ...ofSecret, secret: null };
const ofImport: SecretEvent = { ...ofFolder, kind: "secret:import-mutation" };
const elsewhere = (event: SecretEvent): SecretEvent => ({ ...event, secretPath: "/other" });

describe("what happens", () => {
  it.each<[string, keyof typeof RULES, boolean, SecretEvent]>([
    ["to a secret there", "secrets:describeSecret", true, ofSecret],
    ["to a secret elsewhere", "secrets:describeSecret", false, elsewhere(ofSecret)],
    ["to a secret there", "secrets:readValue", false, ofSecret],
    ["to a secret there", "nothing", false, ofSecret],
    ["to the whole folder", "secrets:describeSecret", true, ofFolder],
    ["to another folder", "secrets:describeSecret", false, elsewhere(ofFolder)],
    ["to the whole folder", "secret-imports:read", false, ofFolder],
    ["to imports of the folder", "secret-imports:read", true, ofImport],
    ["to imports of another folder", "secret-imports:read", false, elsewhere(ofImport)],
    ["to imports of the folder", "secrets:readValue", false, ofImport],
    [
      "elsewhere to what is imported from there",
      "secrets:describeSecret",
      true,
      { ...elsewhere(ofImport), origin: ofSecret },
    ],
    [
      "there to what is imported from elsewhere",
      "secrets:describeSecret",
      false,
      { ...ofImport, origin: elsewhere(ofSecret) },
    ],
  ])("%s is told to whoever holds %s on one folder: %s", (_what, held, isTold, event) => {
    const registrations = PROJECT_EVENT_KINDS.map((kind) => ({ kind, secretPath: "/" }));
    const viewer = { rules: RULES[held], environments: ["dev", "prod"], registrations };
    expect(visibleEvents([event], viewer)).toHaveLength(isTold ? 1 : 0);
  });
});
