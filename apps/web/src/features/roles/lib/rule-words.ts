import { CONDITION_FIELDS, type FieldCondition, type PermissionRule } from "@podpass/contracts";

export const SUBJECT_LABELS: Readonly<Record<string, string>> = {
  project: "Projects",
  identity: "Identities",
  member: "Users",
  role: "Roles",
  settings: "Settings",
  "audit-logs": "Audit log",
  environments: "Environments",
  secrets: "Secrets",
  "secret-folders": "Folders",
  "secret-imports": "Imports",
  tags: "Tags",
};

const ACTION_WORDS: Readonly<Record<string, string>> = {
  describeSecret: "see",
  readValue: "read the values of",
  read: "read",
  create: "create",
  edit: "edit",
  delete: "delete",
  "access-all": "open all",
  "edit-auth": "set up the logins of",
  "grant-privileges": "grant privileges to",
  "get-token": "see the access tokens of",
  "create-token": "make access tokens for",
  "delete-token": "revoke access tokens of",
};

/** What the matrix says of an action. */
export function actionLabel(action: string): string {
  const words = {
    describeSecret: "See",
    readValue: "Read value",
    "access-all": "Open all",
    "edit-auth": "Set up logins",
  };
  const known: Readonly<Record<string, string>> = {
    ...words,
    "get-token": "See tokens",
    "create-token": "Make tokens",
  };
  return known[action] ?? capitalized(action.replaceAll("-", " "));
}

/** One rule as a sentence: "May read the values of secrets in `prod` below `/apps`". */
export function ruleInWords({ subject, action, conditions = {}, inverted = false }: PermissionRule): string {
  const verbs = listed(action.map((name) => ACTION_WORDS[name] ?? name));
  const places = CONDITION_FIELDS.flatMap((field) => {
    const condition = conditions[field];
    return condition === undefined ? [] : [conditionInWords(field, condition)];
  });
  const subjects = (SUBJECT_LABELS[subject] ?? subject).toLowerCase();
  return [`${inverted ? "May never" : "May"} ${verbs} ${subjects}`, ...places].join(" ");
}

function conditionInWords(field: (typeof CONDITION_FIELDS)[number], condition: FieldCondition): string {
  const operators = typeof condition === "string" ? { $eq: condition } : condition;
  const { $eq, $ne, $in, $glob } = operators;
  const all = "$all" in operators ? operators.$all : undefined;
  const parts = [
    ...($eq === undefined ? [] : [quoted($eq)]),
    ...($ne === undefined ? [] : [`anything but ${quoted($ne)}`]),
    ...($in === undefined ? [] : [listed($in.map(quoted), "or")]),
    ...($glob === undefined ? [] : [`whatever matches ${quoted($glob)}`]),
    ...(all === undefined ? [] : [`all of ${listed(all.map(quoted))}`]),
  ];
  const prefix = { environment: "in environment", secretPath: "at path", secretName: "named", secretTags: "tagged" };
  return `${prefix[field]} ${parts.join(" and ")}`;
}

function quoted(text: string): string {
  return `“${text}”`;
}

function listed(words: readonly string[], word = "and"): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} ${word} ${last}`;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
