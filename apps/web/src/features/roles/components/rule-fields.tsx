import { Trash2 } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { Select } from "#components/ui/select.tsx";
import { ConditionFields } from "#features/roles/components/condition-fields.tsx";
import { ActionBox } from "#features/roles/components/permission-matrix.tsx";
import type { RuleDraft } from "#features/roles/lib/role-rules.ts";
import { permissionsOf, type RoleScope } from "#features/roles/lib/role-scope.ts";
import { SUBJECT_LABELS } from "#features/roles/lib/rule-words.ts";

interface RuleFieldsProps {
  scope: RoleScope;
  number: number;
  rule: RuleDraft;
  onRuleChange: (rule: RuleDraft) => void;
  onRemove: () => void;
}

/** One rule with conditions, or one that denies. */
export function RuleFields({ scope, number, rule, onRuleChange, onRemove }: RuleFieldsProps) {
  const table = permissionsOf(scope);
  const { subject, action, inverted = false, lines = [] } = rule;
  return (
    <fieldset className="flex flex-col gap-3 rounded-md border p-3">
      <legend className="px-1 font-medium">Rule {number}</legend>
      <div className="flex flex-wrap items-start gap-2">
        <div className="w-32">
          <Select
            aria-label={`Effect of rule ${number}`}
            options={EFFECTS}
            value={inverted ? "deny" : "allow"}
            onValueChange={(effect) => onRuleChange({ ...rule, inverted: effect === "deny" })}
          />
        </div>
        <div className="w-40">
          <Select
            aria-label={`Subject of rule ${number}`}
            options={Object.keys(table).map((value) => ({ value, label: SUBJECT_LABELS[value] ?? value }))}
            value={subject}
            onValueChange={(next) =>
              onRuleChange({ ...rule, subject: next, action: [...(table[next] ?? [])].slice(0, 1), lines: [] })
            }
          />
        </div>
        <Button size="icon" variant="ghost" className="ml-auto" aria-label={`Remove rule ${number}`} onClick={onRemove}>
          <Trash2 aria-hidden />
        </Button>
      </div>
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        {(table[subject] ?? []).map((name) => (
          <ActionBox
            key={name}
            subject={`Rule ${number}`}
            action={name}
            isTicked={action.includes(name)}
            isHeld
            onTick={(isOn) =>
              onRuleChange({ ...rule, action: isOn ? [...action, name] : action.filter((other) => other !== name) })
            }
          />
        ))}
      </div>
      <ConditionFields
        subject={subject}
        lines={lines}
        onLinesChange={(next) => onRuleChange({ ...rule, lines: next })}
      />
    </fieldset>
  );
}

const EFFECTS = [
  { value: "allow", label: "Allow" },
  { value: "deny", label: "Deny" },
] as const;
