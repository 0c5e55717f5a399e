import type { ReactNode } from "react";

interface CenteredCardProps {
  title: string;
  purpose: ReactNode;
  children: ReactNode;
}

/** A page of its own before sign-in: one card in the middle. */
export function CenteredCard({ title, purpose, children }: CenteredCardProps) {
  return (
    <main className="flex min-h-dvh flex-col items-center bg-sunken px-4 py-[max(1.5rem,10vh)]">
      <title>{`${title} · Podpass`}</title>
      <div className="flex w-full max-w-sm flex-col gap-5 rounded-md border bg-raised p-6">
        <div className="flex flex-col gap-3">
          <p className="flex items-center gap-2 font-semibold">
            <img src="/favicon.svg" alt="" className="size-6" />
            Podpass
          </p>
          <div>
            <h1 className="font-semibold text-xl leading-7">{title}</h1>
            <p className="text-muted">{purpose}</p>
          </div>
        </div>
        {children}
      </div>
    </main>
  );
}
