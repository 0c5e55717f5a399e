import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Detail, DetailList } from "#components/detail-list.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { toast } from "#components/ui/toast.tsx";
import { AuditRetentionDialog } from "#features/projects/components/audit-retention-dialog.tsx";
import { useCan, useProjectCan } from "#lib/can.ts";
import { describeError } from "#lib/errors.ts";
import { queryClient } from "#lib/query-client.ts";
import { type RouterOutputs, trpc } from "#lib/trpc.ts";

/** How long the project's audit events keep their contents. The log is the organization's, and so is half of the right to shorten it. */
export function AuditRetentionCard({ project }: { project: RouterOutputs["project"]["get"] }) {
  const can = useCan();
  const canInProject = useProjectCan(project.id);
  const [isAsking, setAsking] = useState(false);
  const update = useMutation(trpc.project.updateAuditRetention.mutationOptions());
  const { auditRetentionDays: days, serverAuditRetentionDays: serverDays } = project;
  const isEditable = can("settings:edit") && canInProject("project:edit");

  async function remove(): Promise<void> {
    try {
      await update.mutateAsync({ projectId: project.id, auditRetentionDays: null });
      await queryClient.invalidateQueries(trpc.project.pathFilter());
      toast.success("Audit events are kept as long as the server keeps them");
    } catch (error) {
      toast.error("The audit retention was not removed", describeError(error).message);
    }
  }

  return (
    <Card
      title="Audit log"
      description="How long audit events of this project tell who did what, from where. What is older keeps its place and time in the organization's log, and nothing else."
    >
      <div className="flex flex-wrap items-end justify-between gap-3">
        <DetailList>
          <Detail label="This project">{days === null ? "As long as the server" : daysInWords(days)}</Detail>
          <Detail label="The server">
            {serverDays === null ? "For ever" : daysInWords(serverDays)}
            {days !== null && serverDays !== null && serverDays < days && ", which is shorter and so what counts"}
          </Detail>
        </DetailList>
        {isEditable && (
          <div className="flex flex-wrap gap-2">
            {days !== null && (
              <Button isPending={update.isPending} onClick={() => void remove()}>
                Keep as long as the server
              </Button>
            )}
            <Button onClick={() => setAsking(true)}>Change retention</Button>
          </div>
        )}
      </div>
      {isAsking && <AuditRetentionDialog project={project} onClose={() => setAsking(false)} />}
    </Card>
  );
}

function daysInWords(days: number): string {
  return `${days.toLocaleString("en")} ${days === 1 ? "day" : "days"}`;
}
