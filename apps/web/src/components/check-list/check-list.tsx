import type { LoginCheck } from "@podpass/contracts";
import { CircleCheck, CircleMinus, CircleX, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { CheckRemedy, type RemedyField } from "#components/check-list/check-remedy.tsx";
import { cn } from "#lib/cn.ts";

/** One check of whatever is explained, in the contracts' shape. */
type Check<Name extends string> = Omit<LoginCheck, "name"> & { name: Name };

interface CheckListProps<Name extends string> {
  /** What was checked, for the accessible name of the list. */
  label: string;
  /** In the order they were made. */
  checks: readonly Check<Name>[];
  /** What is true when a check has passed. */
  titles: Readonly<Record<Name, string>>;
  /** Says what was found beside the title of a check that passed, where that is worth reading. */
  hasFindings?: boolean;
  /** Leads to the field a remedy names; absent where there is no form. */
  onFieldChosen?: ((field: RemedyField) => void) | undefined;
}

/** A test report: every check with its verdict; one that failed is open with what was expected, what was got and a remedy. */
export function CheckList<Name extends string>({ label, checks, titles, ...shared }: CheckListProps<Name>) {
  return (
    <ol aria-label={label} className="flex flex-col">
      {checks.map((check) => (
        // A verdict that changes is another entry: one that fails now opens.
        <li key={`${check.name} ${check.verdict}`} className="border-line border-l-2 py-0.5 pl-2">
          <CheckEntry check={check} title={titles[check.name]} {...shared} />
        </li>
      ))}
    </ol>
  );
}

interface VerdictLook {
  icon: LucideIcon;
  /** Read out before the title. */
  word: string;
  color: string;
}

const LOOKS: Record<LoginCheck["verdict"], VerdictLook> = {
  passed: { icon: CircleCheck, word: "Passed", color: "text-good" },
  failed: { icon: CircleX, word: "Failed", color: "text-bad" },
  not_reached: { icon: CircleMinus, word: "Not reached", color: "text-muted" },
};

interface CheckEntryProps {
  check: Check<string>;
  title: string;
  hasFindings?: boolean;
  onFieldChosen?: ((field: RemedyField) => void) | undefined;
}

function CheckEntry({ check, title, hasFindings = false, onFieldChosen }: CheckEntryProps) {
  const { verdict, expected, got, remedy } = check;
  const heading = (
    <CheckHeading verdict={verdict} title={title} finding={verdict === "failed" || !hasFindings ? undefined : got} />
  );
  // Beside its title a check has said all; one that was not reached has nothing more to say.
  if (verdict === "not_reached" || (verdict === "passed" && hasFindings))
    return <div className="px-1 py-1">{heading}</div>;
  return (
    <details open={verdict === "failed"} className="group">
      <summary className="cursor-pointer list-none rounded-xs px-1 py-1 hover:bg-hover">{heading}</summary>
      <div className="flex flex-col gap-3 pt-1 pr-1 pb-2 pl-7">
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
          <Fact label="Expected">{expected}</Fact>
          <Fact label="Got">{got}</Fact>
        </dl>
        {remedy && <CheckRemedy remedy={remedy} onFieldChosen={onFieldChosen} />}
      </div>
    </details>
  );
}

interface CheckHeadingProps {
  verdict: LoginCheck["verdict"];
  title: string;
  finding: string | undefined;
}

function CheckHeading({ verdict, title, finding }: CheckHeadingProps) {
  const { icon: Icon, word, color } = LOOKS[verdict];
  return (
    <div className="flex items-start gap-2">
      <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", color)} />
      <p className="min-w-0">
        <span className={verdict === "not_reached" ? "text-muted" : "font-medium"}>
          <span className="sr-only">{word}: </span>
          {title}
        </span>
        {verdict === "not_reached" && <span className="text-muted"> · not reached</span>}
        {finding && <span className="break-words text-muted"> · {finding}</span>}
      </p>
    </div>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  if (!children) return null;
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
