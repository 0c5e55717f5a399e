import { CircleAlert } from "lucide-react";
import { CopyableId } from "#components/copyable-id.tsx";
import { Button } from "#components/ui/button.tsx";
import { describeError, isMissingCode } from "#lib/errors.ts";

interface ErrorStateProps {
  /** What failed, as the end of a sentence: "The projects could not be loaded". */
  title: string;
  error: unknown;
  onRetry?: () => void;
}

/** In the place of what could not be shown: what failed, the request id, and a way on. */
export function ErrorState({ title, error, onRetry }: ErrorStateProps) {
  const { message, requestId } = describeError(error);
  return (
    <div role="alert" className="flex flex-col items-center gap-3 px-4 py-10 text-center">
      <CircleAlert aria-hidden className="size-5 text-bad" />
      <div>
        <p className="font-medium">{title}</p>
        <p className="text-muted">{message}</p>
      </div>
      {requestId && <RequestId requestId={requestId} />}
      {isMissingCode(error) ? (
        <Button onClick={() => window.location.reload()}>Reload</Button>
      ) : (
        onRetry && <Button onClick={onRetry}>Retry</Button>
      )}
    </div>
  );
}

export function RequestId({ requestId }: { requestId: string }) {
  return (
    <p className="flex flex-wrap items-center justify-center gap-1 text-[0.8125rem] text-muted">
      Request <CopyableId id={requestId} label="request id" />
    </p>
  );
}
