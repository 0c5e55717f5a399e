import type { PermissionRule } from "@podpass/contracts";
import { useId } from "react";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { isTicked, type RuleDraft, withTick } from "#features/roles/lib/role-rules.ts";
import { mayGive, permissionsOf, type RoleScope } from "#features/roles/lib/role-scope.ts";
import { actionLabel, SUBJECT_LABELS } from "#features/roles/lib/rule-words.ts";

interface PermissionMatrixProps {
  scope: RoleScope;
  rules: readonly RuleDraft[];
  /** What the signed-in user holds: no more can be given. */
  mine: readonly PermissionRule[];
  onRulesChange: (rules: RuleDraft[]) => void;
}

/** What the role allows everywhere: subjects and their actions. */
export function PermissionMatrix({ scope, rules, mine, onRulesChange }: PermissionMatrixProps) {
  return (
    <table aria-label="Permissions without conditions" className="w-full border-collapse text-left">
      <tbody>
        {Object.entries(permissionsOf(scope)).map(([subject, actions]) => (
          <tr key={subject} className="border-b last:border-b-0">
            <th scope="row" className="w-32 py-2 pr-3 align-top font-medium">
              {SUBJECT_LABELS[subject] ?? subject}
            </th>
            <td className="py-2">
              <span className="flex flex-wrap gap-x-4 gap-y-1.5">
                {actions.map((action) => (
                  <ActionBox
                    key={action}
                    subject={SUBJECT_LABELS[subject] ?? subject}
                    action={action}
                    isTicked={isTicked(rules, subject, action)}
                    isHeld={mayGive(mine, subject, action)}
                    onTick={(isOn) => onRulesChange(withTick(rules, { subject, action }, isOn))}
                  />
                ))}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface ActionBoxProps {
  subject: string;
  action: string;
  isTicked: boolean;
  isHeld: boolean;
  onTick: (isOn: boolean) => void;
}

export function ActionBox({ subject, action, isTicked: checked, isHeld, onTick }: ActionBoxProps) {
  const id = useId();
  const label = actionLabel(action);
  const reason = isHeld ? undefined : "You do not hold this yourself, so you cannot give it";
  return (
    <label htmlFor={id} title={reason} className="flex items-center gap-1.5 has-data-disabled:text-muted">
      <Checkbox
        id={id}
        aria-label={`${subject}: ${label}`}
        aria-description={reason}
        checked={checked}
        disabled={!isHeld}
        onCheckedChange={onTick}
      />
      {label}
    </label>
  );
}
