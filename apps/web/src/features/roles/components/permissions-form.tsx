import { CONDITION_FIELDS_OF_SUBJECT, isWithin, type PermissionRule } from "@podpass/contracts";
import { Plus } from "lucide-react";
import { z } from "zod";
import { FormCard } from "#components/form-card.tsx";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.tsx";
import { PermissionMatrix } from "#features/roles/components/permission-matrix.tsx";
import { RuleFields } from "#features/roles/components/rule-fields.tsx";
import { RuleList } from "#features/roles/components/rule-list.tsx";
import { TemplateHelp } from "#features/roles/components/template-help.tsx";
import { useRoleActions, useRoleRights } from "#features/roles/hooks/use-role-scope.ts";
import { draftOf, isPlain, newDraftId, type RuleDraft, repeatedIn, ruleOf } from "#features/roles/lib/role-rules.ts";
import type { Role, RoleScope } from "#features/roles/lib/role-scope.ts";
import { useZodForm } from "#lib/form.ts";

const MORE_THAN_HELD = "This is more than you hold yourself, or cannot be compared with it, so you cannot give it.";

/** The server checks rules by the same words; here each is named by its number. */
function rulesFormOf(mine: readonly PermissionRule[]) {
  return z.object({
    rules: z.array(z.custom<RuleDraft>()).superRefine((rules, context) => {
      const add = (message: string) => context.addIssue({ code: "custom", message });
      for (const [index, { action, lines = [] }] of rules.filter((rule) => !isPlain(rule)).entries()) {
        if (action.length === 0) add(`Rule ${index + 1}: choose at least one action.`);
        const isUnfinished = lines.some(({ values }) => values.every((value) => value.trim() === ""));
        if (isUnfinished) add(`Rule ${index + 1}: every condition needs a value.`);
        const repeated = repeatedIn(lines);
        if (repeated) add(`Rule ${index + 1}: only one condition can say “${repeated}”.`);
      }
      if (!isWithin(mine, rules.map(ruleOf))) add(MORE_THAN_HELD);
    }),
  });
}

interface PermissionsFormProps {
  scope: RoleScope;
  role: Role & { id: string; updatedAt: string };
}

/** What a role allows: a matrix for what holds everywhere, rules with conditions, and what it all means in words. */
export function PermissionsForm({ scope, role }: PermissionsFormProps) {
  const { mine } = useRoleRights(scope);
  const form = useZodForm(rulesFormOf(mine), { rules: role.rules.map(draftOf) });
  const { update } = useRoleActions(scope);
  const drafts = form.watch("rules");
  const rules = drafts.map(ruleOf);
  const setDrafts = (next: RuleDraft[]) => form.setValue("rules", next, { shouldDirty: true, shouldTouch: true });
  const special = drafts.filter((draft) => !isPlain(draft));
  const hasConditions = scope.projectId !== null;
  const problem = firstMessage(form.formState.errors.rules);

  async function submit(values: { rules: RuleDraft[] }): Promise<void> {
    await update(role.id, { rules: values.rules.map(ruleOf), expectedUpdatedAt: role.updatedAt });
    toast.success(`Role ${role.name} saved`);
  }

  return (
    <FormCard
      title="Permissions"
      description="Nothing is allowed that is not named here. A denial wins over whatever else allows."
      form={form}
      onSubmit={submit}
      submitLabel="Save permissions"
      isWide
    >
      <PermissionMatrix scope={scope} rules={drafts} mine={mine} onRulesChange={setDrafts} />
      {special.map((draft, index) => (
        <RuleFields
          key={draft.id}
          scope={scope}
          number={index + 1}
          rule={draft}
          onRuleChange={(next) => setDrafts(drafts.map((other) => (other.id === draft.id ? next : other)))}
          onRemove={() => setDrafts(drafts.filter((other) => other.id !== draft.id))}
        />
      ))}
      <Button className="self-start" onClick={() => setDrafts([...drafts, newRule(hasConditions)])}>
        <Plus aria-hidden /> {hasConditions ? "Add rule with conditions" : "Add denial"}
      </Button>
      {hasConditions && <TemplateHelp />}
      <section aria-label="In words" className="flex flex-col gap-2 rounded-md bg-active p-3">
        <h3 className="font-medium">In words</h3>
        <RuleList rules={rules} />
        {!isWithin(mine, rules) && (
          <p role="status" className="text-warn">
            {MORE_THAN_HELD}
          </p>
        )}
      </section>
      {problem && (
        <p role="alert" className="text-[0.8125rem] text-bad">
          {problem}
        </p>
      )}
    </FormCard>
  );
}

function newRule(hasConditions: boolean): RuleDraft {
  const id = newDraftId();
  if (!hasConditions) return { id, subject: "audit-logs", action: ["read"], inverted: true, lines: [] };
  const [subject = "secrets"] = Object.keys(CONDITION_FIELDS_OF_SUBJECT);
  return { id, subject, action: ["describeSecret", "readValue"], lines: [] };
}

/** The first sentence in a tree of errors: a rule's errors hang on its conditions' fields. */
function firstMessage(errors: unknown): string | undefined {
  if (typeof errors !== "object" || errors === null) return undefined;
  if ("message" in errors && typeof errors.message === "string") return errors.message;
  for (const [key, value] of Object.entries(errors)) {
    const message = key === "ref" ? undefined : firstMessage(value);
    if (message !== undefined) return message;
  }
  return undefined;
}
