import type { ReactNode } from "react";

interface StepSectionProps {
  title: string;
  purpose: ReactNode;
  children: ReactNode;
}

/** One step of the setup: what it is for, then what to do. */
export function StepSection({ title, purpose, children }: StepSectionProps) {
  return (
    <section aria-labelledby="step-title" className="flex min-w-0 max-w-3xl flex-col gap-5">
      <header>
        <h2 id="step-title" className="font-semibold text-lg leading-6">
          {title}
        </h2>
        <p className="text-muted">{purpose}</p>
      </header>
      {children}
    </section>
  );
}

/** One thing to do within a step, numbered as in the guide. */
export function Instruction({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex min-w-0 flex-col gap-2.5">
      <h3 className="font-medium">{title}</h3>
      {children}
    </section>
  );
}
