import {
  contentOf,
  countContent,
  type ImportPlan,
  type ProjectExport,
  planImport,
  plannedContent,
  splitContent,
} from "@podpass/contracts";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { refreshImported } from "#features/secrets/lib/refresh-secrets.ts";
import { describeError, type ErrorDescription } from "#lib/errors.ts";
import { trpc } from "#lib/trpc.ts";

interface Progress {
  /** Of how many things, and how many of them are done. */
  total: number;
  done: number;
}

/** What would be written, and from what. */
interface LookedAtDocument {
  document: ProjectExport;
  plan: ImportPlan;
}

/** Where an import is. `stopped`: it broke off, or was told to stop; what was written stays. */
export type ImportStep =
  | { at: "file"; error: ErrorDescription | null }
  | ({ at: "looking" | "writing" | "done" } & Progress)
  | ({ at: "preview" } & LookedAtDocument)
  | ({ at: "stopped"; document: ProjectExport; error: ErrorDescription | null } & Progress);

export interface ProjectImport {
  step: ImportStep;
  look: (document: ProjectExport) => Promise<void>;
  write: (looked: LookedAtDocument, isReplacing: boolean) => Promise<void>;
  /** After the part that is under way. */
  stop: () => void;
  startOver: () => void;
}

/**
 * Looks at what a document would change in a project, then writes it part by part, each whole or not at all. Looking at it
 * again finds what was written before it broke off.
 */
export function useProjectImport(projectId: string): ProjectImport {
  const [step, setStep] = useState<ImportStep>({ at: "file", error: null });
  const isStopped = useRef(false);
  // Nobody sees what becomes of it any more.
  useEffect(
    () => () => {
      isStopped.current = true;
    },
    [],
  );
  // Values are in memory only while a call needs them.
  const preview = useMutation(trpc.projectImport.preview.mutationOptions({ gcTime: 0 }));
  const write = useMutation(trpc.projectImport.write.mutationOptions({ gcTime: 0 }));

  async function look(document: ProjectExport): Promise<void> {
    isStopped.current = false;
    const content = contentOf(document);
    const total = countContent(content);
    let done = 0;
    try {
      const looked = [];
      for (const part of splitContent(content)) {
        setStep({ at: "looking", total, done });
        looked.push({ part, preview: await preview.mutateAsync({ projectId, ...part }) });
        done += countContent(part);
        if (isStopped.current) return;
      }
      setStep({ at: "preview", document, plan: planImport(looked) });
    } catch (cause) {
      setStep({ at: "file", error: describeError(cause) });
    } finally {
      preview.reset();
    }
  }

  async function writePlanned({ document, plan }: LookedAtDocument, isReplacing: boolean): Promise<void> {
    isStopped.current = false;
    const content = plannedContent(plan, isReplacing);
    const total = countContent(content);
    let done = 0;
    // The page behind shows what was written before it is told; the last part may have been, though no answer came.
    const end = async (last: ImportStep) => {
      await refreshImported();
      setStep(last);
    };
    try {
      for (const part of splitContent(content)) {
        if (isStopped.current) return await end({ at: "stopped", document, error: null, total, done });
        setStep({ at: "writing", total, done });
        await write.mutateAsync({ projectId, ...part });
        done += countContent(part);
      }
      await end({ at: "done", total, done });
    } catch (cause) {
      await end({ at: "stopped", document, error: describeError(cause), total, done });
    } finally {
      write.reset();
    }
  }

  return {
    step,
    look,
    write: writePlanned,
    stop: () => {
      isStopped.current = true;
    },
    startOver: () => setStep({ at: "file", error: null }),
  };
}
