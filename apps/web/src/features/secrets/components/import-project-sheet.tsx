import { countContent, plannedContent } from "@podpass/contracts";
import { useState } from "react";
import { AlertDialog } from "#components/ui/alert-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { DialogBody, DialogFooter } from "#components/ui/dialog.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { DocumentField } from "#features/secrets/components/document-field.tsx";
import { ImportPreview } from "#features/secrets/components/import-preview.tsx";
import { ImportProgress } from "#features/secrets/components/import-progress.tsx";
import { useProjectImport } from "#features/secrets/hooks/use-project-import.ts";
import { useUnsavedGuard } from "#lib/use-unsaved-guard.ts";

interface ImportProjectSheetProps {
  projectId: string;
  projectName: string;
  onClose: () => void;
}

const LEAVING = { file: "Cancel", looking: "Cancel", writing: "Stop", stopped: "Close", done: "Close" } as const;

/** The document of a project or an environment: chosen, shown with what it would change, then written part by part. */
export function ImportProjectSheet({ projectId, projectName, onClose }: ImportProjectSheetProps) {
  const work = useProjectImport(projectId);
  const { step } = work;
  const [isReplacing, setReplacing] = useState(false);
  const count = step.at === "preview" ? countContent(plannedContent(step.plan, isReplacing)) : 0;

  function close(): void {
    work.stop();
    // What is being written is waited for, and told.
    if (step.at !== "writing") onClose();
  }

  return (
    <Sheet
      isOpen
      onOpenChange={close}
      title="Import a project"
      description={`Into ${projectName}. Nothing is written before you have seen what changes.`}
    >
      <DialogBody>
        {step.at === "file" && <DocumentField error={step.error} onDocument={work.look} />}
        {step.at === "preview" && (
          <ImportPreview {...step} count={count} isReplacing={isReplacing} onReplacingChange={setReplacing} />
        )}
        {step.at !== "file" && step.at !== "preview" && <ImportProgress step={step} />}
      </DialogBody>
      <DialogFooter>
        {step.at === "preview" ? (
          <Button onClick={work.startOver}>Choose another file</Button>
        ) : (
          <Button onClick={close}>{LEAVING[step.at]}</Button>
        )}
        {step.at === "preview" && (
          <Button variant="primary" onClick={() => (count > 0 ? work.write(step, isReplacing) : close())}>
            {count > 0 ? "Import" : "Close"}
          </Button>
        )}
        {step.at === "stopped" && (
          <Button variant="primary" onClick={() => work.look(step.document)}>
            Look again
          </Button>
        )}
      </DialogFooter>
      <LeaveQuestion isWriting={step.at === "writing"} />
    </Sheet>
  );
}

/** Asked before the page is left on which an import runs. */
function LeaveQuestion({ isWriting }: { isWriting: boolean }) {
  const guard = useUnsavedGuard(isWriting);
  return (
    <AlertDialog
      isOpen={guard.isAsking}
      onOpenChange={(isOpen) => !isOpen && guard.stay()}
      title="Leave while the import runs?"
      description="It stops after what is being written now. Importing the same file again finishes it."
    >
      <div className="mt-2 flex flex-wrap justify-end gap-2">
        <Button onClick={guard.stay}>Keep importing</Button>
        <Button variant="danger" onClick={guard.leave}>
          Leave
        </Button>
      </div>
    </AlertDialog>
  );
}
