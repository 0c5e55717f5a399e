import type { PermissionRule } from "@podpass/contracts";
import { ruleInWords } from "#features/roles/lib/rule-words.ts";

/** What rules mean, as sentences: what is allowed first. */
export function RuleList({ rules }: { rules: readonly PermissionRule[] }) {
  const meant = rules.filter((rule) => rule.action.length > 0);
  if (meant.length === 0) return <p className="text-muted">This role allows nothing.</p>;
  const ordered = [...meant].sort((one, other) => Number(one.inverted ?? false) - Number(other.inverted ?? false));
  const isDenialBySentence = new Map(ordered.map((rule) => [ruleInWords(rule), rule.inverted]));
  return (
    <ul aria-label="What the role means" className="flex list-disc flex-col gap-1 pl-5">
      {[...isDenialBySentence].map(([sentence, isDenial]) => (
        <li key={sentence} className={isDenial ? "wrap-anywhere text-bad" : "wrap-anywhere"}>
          {sentence}
        </li>
      ))}
    </ul>
  );
}
