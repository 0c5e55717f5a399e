import { z } from "zod";
import {
  CONDITION_FIELDS_OF_SUBJECT,
  type ConditionField,
  Conditions,
  fieldsOf,
  type Operators,
  valuesOf,
} from "./conditions.ts";
import { ORGANIZATION_PERMISSIONS, PROJECT_PERMISSIONS } from "./permission-table.ts";
import { retriedLengthOf, spell } from "./spelled-conditions.ts";
import { findTemplates, isKnownTemplate, TEMPLATES_IN_WORDS } from "./template-syntax.ts";

/** One line of a role, as it travels. `inverted` denies, and a denial wins over whatever else allows. */
export const PermissionRule = z.object({
  subject: z.string(),
  action: z.array(z.string()),
  conditions: Conditions.optional(),
  inverted: z.boolean().optional(),
});
export type PermissionRule = z.output<typeof PermissionRule>;

const MAX_RULES = 200;

/**
 * A rule that speaks of nothing but what there is: unknown subjects, actions, fields and operators are refused by name,
 * because a rule with a slip of the pen would silently allow less than it says, or deny less.
 */
function ruleOf(table: Readonly<Record<string, readonly string[]>>) {
  return z
    .strictObject({
      subject: z.string("Must be the name of a subject"),
      /** One action may stand without a list. */
      action: z
        .union([z.string().transform((action) => [action]), z.array(z.string())], "Must be a list of actions")
        .refine((actions) => actions.length > 0, "Name at least one action"),
      conditions: Conditions.nullish().transform((conditions) => conditions ?? undefined),
      inverted: z.boolean().optional(),
    })
    .superRefine(({ subject, action, conditions }, context) => {
      const known = Object.hasOwn(table, subject) ? table[subject] : undefined;
      if (!known) {
        const message = `There is no subject "${subject}". There are ${Object.keys(table).join(", ")}`;
        context.addIssue({ code: "custom", path: ["subject"], message });
        return;
      }
      for (const unknown of action.filter((name) => !known.includes(name))) {
        const message = `"${subject}" has no action "${unknown}". It has ${known.join(", ")}`;
        context.addIssue({ code: "custom", path: ["action"], message });
      }
      const fields: readonly string[] = CONDITION_FIELDS_OF_SUBJECT[subject] ?? [];
      for (const field of Object.keys(conditions ?? {}).filter((name) => !fields.includes(name))) {
        const message = `"${subject}" has no condition "${field}"`;
        context.addIssue({ code: "custom", path: ["conditions", field], message });
      }
      for (const { field, operators } of fieldsOf(conditions ?? {})) {
        const unknown = valuesOf(operators)
          .flatMap(findTemplates)
          .find((template) => !isKnownTemplate(template));
        if (unknown === undefined) continue;
        const message = `There is no template {{${unknown}}}. There are ${TEMPLATES_IN_WORDS}`;
        context.addIssue({ code: "custom", path: ["conditions", field], message });
      }
    })
    .transform(
      ({ subject, action, conditions, inverted }): PermissionRule => ({
        subject,
        action: [...new Set(action)],
        ...(conditions && Object.keys(conditions).length > 0 ? { conditions } : {}),
        ...(inverted ? { inverted } : {}),
      }),
    );
}

export const OrganizationRule = ruleOf(ORGANIZATION_PERMISSIONS);
export const ProjectRule = ruleOf(PROJECT_PERMISSIONS);

/** Of all rules of a role together: every secret of a list is held against them. */
const MAX_CONDITIONS_LENGTH = 65_536;
/** How often a character between two wildcards counts, because it is looked for at each place of a text. */
const RETRIED_WEIGHT = 32;

const CONDITIONS_TOO_LONG = `The conditions of a role may have at most ${MAX_CONDITIONS_LENGTH} characters in all, of which each between two wildcards of a pattern counts ${RETRIED_WEIGHT} times`;

function lengthOf(field: ConditionField, operators: Operators): number {
  const { $glob } = operators;
  const retried = $glob === undefined ? 0 : retriedLengthOf(field, spell(field, $glob));
  return valuesOf(operators).reduce((sum, text) => sum + text.length, retried * (RETRIED_WEIGHT - 1));
}

/** Roles that were made before there was a bound on their conditions keep what they allow: only new rules are held to it. */
const rulesOf = (rule: typeof ProjectRule) =>
  z
    .array(rule)
    .max(MAX_RULES, `At most ${MAX_RULES} rules`)
    .superRefine((rules, context) => {
      let length = 0;
      for (const [index, { conditions = {} }] of rules.entries()) {
        for (const { field, operators } of fieldsOf(conditions)) {
          length += lengthOf(field, operators);
          if (length <= MAX_CONDITIONS_LENGTH) continue;
          context.addIssue({ code: "custom", path: [index, "conditions", field], message: CONDITIONS_TOO_LONG });
          return;
        }
      }
    });

/** What an organization's role may consist of. */
export const OrganizationRules = rulesOf(OrganizationRule);
/** What a project's role may consist of. */
export const ProjectRules = rulesOf(ProjectRule);
