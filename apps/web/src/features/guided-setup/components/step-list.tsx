import { Link } from "@tanstack/react-router";
import { Check } from "lucide-react";
import {
  isDone,
  missingBefore,
  SETUP_STEP_TITLES,
  SETUP_STEPS,
  type SetupProgress,
  type SetupStep,
} from "#features/guided-setup/lib/setup-steps.ts";
import { cn } from "#lib/cn.ts";

interface StepListProps {
  current: SetupStep;
  progress: SetupProgress;
}

/** The way so far and the way ahead. On small screens a row of numbers: the open step's title stands below it. */
export function StepList({ current, progress }: StepListProps) {
  return (
    <nav aria-label="Steps" className="lg:sticky lg:top-17 lg:self-start">
      <ol className="flex items-center gap-1 lg:flex-col lg:items-stretch lg:gap-0.5">
        {SETUP_STEPS.map((step, index) => (
          <li key={step} className="flex min-w-0 flex-1 items-center gap-1 lg:flex-none">
            <StepItem
              step={step}
              number={index + 1}
              isCurrent={step === current}
              isDone={isDone(step, current, progress)}
              isLocked={missingBefore(step, progress) !== null}
            />
            {index < SETUP_STEPS.length - 1 && <span aria-hidden className="h-px min-w-1 flex-1 bg-line lg:hidden" />}
          </li>
        ))}
      </ol>
    </nav>
  );
}

interface StepItemProps {
  step: SetupStep;
  number: number;
  isCurrent: boolean;
  isDone: boolean;
  isLocked: boolean;
}

const itemClass = "flex h-8 items-center gap-2.5 rounded-sm text-muted lg:w-full lg:px-2";

function StepItem({ step, number, isCurrent, isDone, isLocked }: StepItemProps) {
  const content = (
    <>
      <StepNumber number={number} isCurrent={isCurrent} isDone={isDone && !isCurrent} />
      <span className="sr-only lg:not-sr-only lg:truncate">
        {SETUP_STEP_TITLES[step]}
        {isDone && !isCurrent && <span className="sr-only"> (done)</span>}
      </span>
    </>
  );
  if (isLocked) return <span className={itemClass}>{content}</span>;
  return (
    <Link
      to="/guided-setup/$step"
      params={{ step }}
      search={true}
      className={cn(
        itemClass,
        "transition-colors hover:bg-hover hover:text-ink aria-[current=page]:font-medium aria-[current=page]:text-ink lg:aria-[current=page]:bg-active",
      )}
    >
      {content}
    </Link>
  );
}

function StepNumber({ number, isCurrent, isDone }: { number: number; isCurrent: boolean; isDone: boolean }) {
  return (
    <span
      aria-hidden
      className={cn(
        "flex size-6 shrink-0 items-center justify-center rounded-full border font-medium text-xs",
        isCurrent && "border-transparent bg-accent text-accent-ink",
        isDone && "border-transparent bg-good-soft text-good",
        !isCurrent && !isDone && "border-line-strong",
      )}
    >
      {isDone ? <Check className="size-3.5" /> : number}
    </span>
  );
}
