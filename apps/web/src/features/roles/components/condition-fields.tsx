import { CONDITION_FIELDS_OF_SUBJECT, type ConditionField } from "@podpass/contracts";
import { Plus, X } from "lucide-react";
import { ChipsInput } from "#components/chips-input.tsx";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import {
  type ConditionLine,
  FIELD_LABELS,
  newDraftId,
  OPERATOR_LABELS,
  type Operator,
} from "#features/roles/lib/role-rules.ts";

const PLACEHOLDERS = {
  environment: "prod",
  secretPath: "/apps/**",
  secretName: "DATABASE_*",
  secretTags: "public",
} as const satisfies Record<ConditionField, string>;

interface ConditionFieldsProps {
  subject: string;
  lines: readonly ConditionLine[];
  onLinesChange: (lines: ConditionLine[]) => void;
}

/** The conditions of one rule; all of them must hold. */
export function ConditionFields({ subject, lines, onLinesChange }: ConditionFieldsProps) {
  const fields = CONDITION_FIELDS_OF_SUBJECT[subject] ?? [];
  const [firstField] = fields;
  if (firstField === undefined) return <p className="text-muted">Rules of this subject have no conditions.</p>;
  return (
    <div className="flex flex-col gap-2">
      {lines.map((line, index) => (
        <ConditionRow
          key={line.id}
          number={index + 1}
          fields={fields}
          line={line}
          onLineChange={(next) => onLinesChange(lines.map((other) => (other.id === line.id ? next : other)))}
          onRemove={() => onLinesChange(lines.filter((other) => other.id !== line.id))}
        />
      ))}
      <Button
        size="sm"
        className="self-start"
        onClick={() => onLinesChange([...lines, { id: newDraftId(), field: firstField, operator: "$eq", values: [] }])}
      >
        <Plus aria-hidden /> Add condition
      </Button>
    </div>
  );
}

interface ConditionRowProps {
  number: number;
  fields: readonly ConditionField[];
  line: ConditionLine;
  onLineChange: (line: ConditionLine) => void;
  onRemove: () => void;
}

function ConditionRow({ number, fields, line, onLineChange, onRemove }: ConditionRowProps) {
  const { field, operator, values } = line;
  const operators: Operator[] = ["$eq", "$ne", "$in", "$glob", ...(field === "secretTags" ? (["$all"] as const) : [])];
  const isList = operator === "$in" || operator === "$all";
  const name = `condition ${number}`;
  return (
    <div className="grid grid-cols-[1fr_1fr_auto] items-start gap-2 sm:grid-cols-[9rem_9rem_1fr_auto]">
      <Select
        aria-label={`Field of ${name}`}
        options={fields.map((value) => ({ value, label: FIELD_LABELS[value] }))}
        value={field}
        onValueChange={(next) =>
          onLineChange({ ...line, field: next, operator: next === "secretTags" ? operator : withoutAll(operator) })
        }
      />
      <Select
        aria-label={`Operator of ${name}`}
        options={operators.map((value) => ({ value, label: OPERATOR_LABELS[value] }))}
        value={operator}
        onValueChange={(next) => onLineChange({ ...line, operator: next })}
      />
      <div className="col-span-3 row-start-2 sm:col-span-1 sm:row-start-auto">
        {isList ? (
          <ChipsInput
            aria-label={`Values of ${name}`}
            chipLabel="value"
            value={values}
            onValueChange={(next) => onLineChange({ ...line, values: next })}
            placeholder={PLACEHOLDERS[field]}
          />
        ) : (
          <Input
            aria-label={`Value of ${name}`}
            className="font-mono"
            spellCheck={false}
            value={values[0] ?? ""}
            onValueChange={(next) => onLineChange({ ...line, values: [next] })}
            placeholder={PLACEHOLDERS[field]}
          />
        )}
      </div>
      <Button size="icon" variant="ghost" aria-label={`Remove ${name}`} onClick={onRemove}>
        <X aria-hidden />
      </Button>
    </div>
  );
}

function withoutAll(operator: Operator): Operator {
  return operator === "$all" ? "$in" : operator;
}
