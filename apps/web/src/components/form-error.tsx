import { RequestId } from "#components/error-state.tsx";
import type { ErrorDescription } from "#lib/errors.ts";

/** Above a form's buttons: why it was not accepted, when no single field is to blame. */
export function FormError({ error }: { error: ErrorDescription | null }) {
  if (!error) return null;
  return (
    <div role="alert" className="flex flex-col items-start gap-1 rounded-sm bg-bad-soft px-3 py-2 text-bad">
      <p>{error.message}</p>
      {error.requestId && <RequestId requestId={error.requestId} />}
    </div>
  );
}
