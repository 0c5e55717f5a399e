import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { NamespaceName, serviceAccountName } from "../kubernetes-names.ts";
import {
  clientBinding,
  inOneFile,
  type Manifest,
  ReviewerName,
  reviewerBinding,
  reviewerServiceAccount,
  reviewerToken,
} from "./reviewer-manifests.ts";
import { workloadManifest } from "./workload-manifest.ts";

/** The documents of a file as both versions of YAML read them: kubectl's is 1.1. */
function read({ yaml }: Manifest): unknown[] {
  const [in11, in12] = (["1.1", "1.2"] as const).map((version) =>
    parseAllDocuments(yaml, { version, strict: true }).map((document) => {
      if (document.errors.length > 0) throw new Error(document.errors.join("\n"));
      return document.toJS() as unknown;
    }),
  );
  expect(in11).toEqual(in12);
  return in12 ?? [];
}

const label = fc.oneof(
  fc.constantFrom("true", "null", "y", "no", "123", "0x1f", "1e3", "2001-01-01", "0777", "a", "web"),
  fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/),
);
const subdomain = fc
  .array(label, { minLength: 1, maxLength: 3 })
  .map((labels) => labels.join("."))
  .filter((name) => name.length <= 247);
const account = fc.record({ namespace: label, name: subdomain });
/** What an allowed audience may be: anything printable without spaces and commas. */
const audience = fc.string({ unit: "grapheme", maxLength: 60 }).filter((text) => /^[^\s,\p{Cc}\p{Cs}]*$/u.test(text));

function binding(name: string, subject: { name: string; namespace: string }) {
  return {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRoleBinding",
    metadata: { name },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "system:auth-delegator" },
    subjects: [{ kind: "ServiceAccount", ...subject }],
  };
}

describe("the reviewer's manifests", () => {
  it("say exactly what was typed in, whatever the names look like", () => {
    fc.assert(
      fc.property(account, (reviewer) => {
        const { namespace, name } = reviewer;
        const manifests = [reviewerServiceAccount(reviewer), reviewerBinding(reviewer), reviewerToken(reviewer)];
        const expected = [
          { apiVersion: "v1", kind: "ServiceAccount", metadata: { name, namespace } },
          binding(`podpass-token-review-${namespace}.${name}`, { name, namespace }),
          {
            apiVersion: "v1",
            kind: "Secret",
            type: "kubernetes.io/service-account-token",
            metadata: {
              name: `${name}-token`,
              namespace,
              annotations: { "kubernetes.io/service-account.name": name },
            },
          },
        ];
        expect(manifests.flatMap(read)).toEqual(expected);
        expect(read(inOneFile("podpass-reviewer.yaml", manifests))).toEqual(expected);
      }),
    );
  });

  it("bind a client to the one role it needs", () => {
    fc.assert(
      fc.property(account, ({ namespace, name }) => {
        const expected = binding(`podpass-client-binding-${namespace}.${name}`, { name, namespace });
        expect(read(clientBinding({ namespace, name }))).toEqual([expected]);
      }),
    );
  });

  it("never give two service accounts bindings of the same name", () => {
    fc.assert(
      fc.property(account, account, (one, other) => {
        fc.pre(one.namespace !== other.namespace || one.name !== other.name);
        const nameOf = (manifest: Manifest) => /^ {2}name: (.*)$/m.exec(manifest.yaml)?.[1];
        expect(nameOf(clientBinding(one))).not.toBe(nameOf(clientBinding(other)));
        expect(nameOf(reviewerBinding(one))).not.toBe(nameOf(reviewerBinding(other)));
      }),
    );
  });
});

it("are those of the README", async () => {
  const readme = await readFile(new URL("../../../../README.md", import.meta.url), "utf8");
  const [option1 = "", option2 = ""] = [...readme.matchAll(/```yaml\n(.*?)```/gs)].map(([, yaml]) => yaml);
  const reviewer = { namespace: "default", name: "podpass-auth" };
  const manifests = [reviewerServiceAccount(reviewer), reviewerBinding(reviewer), reviewerToken(reviewer)];
  expect(read({ fileName: "README.md", yaml: option1 })).toEqual(manifests.flatMap(read));
  const client = clientBinding({ namespace: "my-namespace", name: "my-app" });
  expect(read({ fileName: "README.md", yaml: option2 })).toEqual(read(client));
});

describe("the workload's manifest", () => {
  it("projects a JWT for exactly the audience, into pods of exactly the service account", () => {
    fc.assert(
      fc.property(account, audience, ({ namespace, name }, forAudience) => {
        const [serviceAccount, deployment] = read(workloadManifest({ namespace, name }, forAudience));
        expect(serviceAccount).toEqual({ apiVersion: "v1", kind: "ServiceAccount", metadata: { name, namespace } });
        expect(deployment).toMatchObject({
          apiVersion: "apps/v1",
          kind: "Deployment",
          metadata: { name, namespace },
          spec: {
            template: {
              spec: {
                serviceAccountName: name,
                automountServiceAccountToken: false,
                volumes: [
                  {
                    name: "podpass",
                    projected: {
                      sources: [
                        {
                          serviceAccountToken: {
                            path: "token",
                            expirationSeconds: 3600,
                            ...(forAudience === "" ? {} : { audience: forAudience }),
                          },
                        },
                      ],
                    },
                  },
                ],
              },
            },
          },
        });
      }),
    );
  });

  it("selects its own pods by a label's value, which is shorter than a name may be", () => {
    const name = `${"a".repeat(62)}.b`;
    const [, deployment] = read(workloadManifest({ namespace: "shop", name }, ""));
    const labels = { "app.kubernetes.io/name": "a".repeat(62) };
    expect(deployment).toMatchObject({
      spec: { selector: { matchLabels: labels }, template: { metadata: { labels } } },
    });
  });
});

describe("names typed in", () => {
  it.each([
    "",
    "Web",
    "web_1",
    "-web",
    "web-",
    "a.b",
    "web\nkind: Secret",
    'we"b',
    "x".repeat(64),
    "web: 1",
    "#web",
    "ü",
  ])("are no namespace: %j", (text) => expect(NamespaceName.safeParse(text).success).toBe(false));

  it.each(["", "Web", "a..b", ".a", "a.", "a.-b", "web\n---", "$(id)", "x".repeat(254)])(
    "are no service account: %j",
    (text) => expect(serviceAccountName().safeParse(text).success).toBe(false),
  );

  it("are trimmed and taken when they are DNS names, with room for what is appended", () => {
    expect(NamespaceName.parse(" shop-1 ")).toBe("shop-1");
    expect(serviceAccountName().parse(" api.v1 ")).toBe("api.v1");
    expect(ReviewerName.safeParse("x".repeat(247)).success).toBe(true);
    expect(ReviewerName.safeParse("x".repeat(248)).success).toBe(false);
  });
});
