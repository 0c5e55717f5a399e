import {
  countPlanned,
  IMPORT_KINDS,
  type ImportKind,
  type ImportPlan,
  type PlannedState,
  type ProjectExport,
} from "@podpass/contracts";
import type { ReactNode } from "react";
import { RelativeTime } from "#components/relative-time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { RadioCards } from "#components/ui/radio-cards.tsx";
import { countSecrets } from "#features/secrets/lib/by-place.ts";

const KINDS: Record<ImportKind, string> = {
  environments: "Environments",
  tags: "Tags",
  folders: "Folders",
  secrets: "Secrets",
  imports: "Imports of folders",
};

const STATES = [
  { state: "new", label: "new", tone: "good" },
  { state: "changed", label: "different", tone: "warn" },
  { state: "present", label: "there already", tone: "neutral" },
  { state: "left_out", label: "left out", tone: "bad" },
] as const satisfies { state: PlannedState; label: string; tone: string }[];

const WHEN_DIFFERENT = [
  { value: "keep", title: "Keep what is there", hint: "Only what is new is added." },
  { value: "replace", title: "Replace it", hint: "What is there now stays in the history." },
] as const;

interface ImportPreviewProps {
  document: ProjectExport;
  plan: ImportPlan;
  /** How much of it is to be written. */
  count: number;
  isReplacing: boolean;
  onReplacingChange: (isReplacing: boolean) => void;
}

/** What a document would change; its values stay hidden. */
export function ImportPreview({ document, plan, count, isReplacing, onReplacingChange }: ImportPreviewProps) {
  const { project, exportedAt, isPartial } = document;
  const different = placesOf(plan, "changed");
  const leftOut = placesOf(plan, "left_out");
  return (
    <>
      <p>
        From {project.name}, exported <RelativeTime at={exportedAt} />.
      </p>
      {isPartial && (
        <p className="rounded-sm bg-warn-soft px-3 py-2 text-warn">
          The document is a part of the project: whoever exported it could not read everything.
        </p>
      )}
      <ul aria-label="What changes" className="flex flex-col divide-y rounded-md border">
        {IMPORT_KINDS.filter((kind) => plan[kind].length > 0).map((kind) => (
          <li key={kind} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-3 py-2">
            <span className="font-medium">{KINDS[kind]}</span>
            <CountBadges plan={plan} kind={kind} />
          </li>
        ))}
      </ul>
      {different.length > 0 && (
        <>
          <RadioCards
            label={`${countSecrets(different.length)} with other contents`}
            options={WHEN_DIFFERENT}
            value={isReplacing ? "replace" : "keep"}
            onValueChange={(value) => onReplacingChange(value === "replace")}
          />
          <Names label="Secrets with other contents" names={different} />
        </>
      )}
      {leftOut.length > 0 && (
        <section aria-label="What is left out" className="flex flex-col gap-2">
          <p className="rounded-sm bg-bad-soft px-3 py-2 text-bad">
            Left out is what you may not write here, with what needs it, and imports of folders that do not exist.
          </p>
          <Names label="Left out" names={leftOut} />
        </section>
      )}
      <p role="status" className="text-muted">
        {count === 0 ? "There is nothing to write." : `${count.toLocaleString("en")} in all will be written.`} What is
        there already stays as it is, and nothing is deleted.
      </p>
    </>
  );
}

function CountBadges({ plan, kind }: { plan: ImportPlan; kind: ImportKind }) {
  const counts = countPlanned(plan, kind);
  return (
    <span className="flex flex-wrap gap-1.5">
      {STATES.filter(({ state }) => counts[state] > 0).map(({ state, label, tone }) => (
        <Badge key={state} tone={tone}>
          {counts[state].toLocaleString("en")} {label}
        </Badge>
      ))}
    </span>
  );
}

const MAX_NAMED = 100;

function Names({ label, names }: { label: string; names: readonly string[] }): ReactNode {
  return (
    <ul
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
      tabIndex={0}
      className="max-h-48 shrink-0 divide-y overflow-y-auto rounded-md border"
    >
      {names.slice(0, MAX_NAMED).map((name) => (
        <li key={name} className="break-all px-3 py-1.5 font-mono text-[0.8125rem]">
          {name}
        </li>
      ))}
      {names.length > MAX_NAMED && (
        <li className="px-3 py-1.5 text-muted">And {(names.length - MAX_NAMED).toLocaleString("en")} more</li>
      )}
    </ul>
  );
}

/** What is in a state, by its kind and where it is. */
function placesOf(plan: ImportPlan, wanted: PlannedState): string[] {
  const inState = <Kind extends ImportKind>(kind: Kind) => plan[kind].filter(({ state }) => state === wanted);
  return [
    ...inState("environments").map(({ thing }) => `environment ${thing.slug}`),
    ...inState("tags").map(({ thing }) => `tag ${thing.slug}`),
    ...inState("folders").map(({ thing }) => `folder ${placeOf(thing)}`),
    ...inState("secrets").map(({ thing }) => `${placeOf(thing)} ${thing.key}`),
    ...inState("imports").map(({ thing }) => `import of ${placeOf(thing.source)} into ${placeOf(thing)}`),
  ];
}

function placeOf({ environment, secretPath }: { environment: string; secretPath: string }): string {
  return `${environment}:${secretPath}`;
}
