import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { CheckList } from "#components/check-list/check-list.tsx";
import { CopyableId } from "#components/copyable-id.tsx";
import { Detail, DetailList } from "#components/detail-list.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { LinkButton } from "#components/link-button.tsx";
import { DialogBody } from "#components/ui/dialog.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { IdentityLink } from "#features/login-activity/components/login-attempt-columns.tsx";
import { checkTitles, refusalLabel } from "#features/login-activity/lib/refusal-label.ts";
import { useCan } from "#lib/can.ts";
import { formatAbsoluteTime } from "#lib/format-time.ts";
import { type RouterOutputs, trpc } from "#lib/trpc.ts";

type LoginAttempt = RouterOutputs["loginAttempt"]["get"];

/** One attempt, read by its id: the link to it works whatever the list behind shows. */
export function LoginAttemptSheet({ attemptId, onClose }: { attemptId: string; onClose: () => void }) {
  const query = useQuery(trpc.loginAttempt.get.queryOptions({ loginAttemptId: attemptId }));
  const attempt = query.data;
  return (
    <Sheet
      isOpen
      onOpenChange={onClose}
      title={attempt ? headline(attempt) : "Login attempt"}
      description={attempt && formatAbsoluteTime(new Date(attempt.occurredAt))}
    >
      <DialogBody>
        {attempt ? (
          <AttemptReport attempt={attempt} />
        ) : query.isError ? (
          <ErrorState
            title="The login attempt could not be loaded"
            error={query.error}
            onRetry={() => query.refetch()}
          />
        ) : (
          <Skeleton className="h-80" />
        )}
      </DialogBody>
    </Sheet>
  );
}

function headline({ result, reason }: LoginAttempt): string {
  return result === "accepted" ? "Let in" : `Refused: ${refusalLabel(reason)}`;
}

/** Whether the signed-in user may change the Kubernetes Auth that refused. */
function useCanEdit({ identity, authMethod }: LoginAttempt): boolean {
  const can = useCan();
  return can("identity:edit-auth") && identity.name !== null && authMethod === "kubernetes-auth";
}

function AttemptReport({ attempt }: { attempt: LoginAttempt }) {
  const { serviceAccount, errorCode, accessTokenId, credentialFingerprint } = attempt;
  const canEdit = useCanEdit(attempt);
  const navigate = useNavigate();
  const goToForm = () =>
    void navigate({
      to: "/access-control/identities/$identityId/kubernetes-auth",
      params: { identityId: attempt.identity.id },
    });
  return (
    <>
      <section className="flex flex-col gap-2">
        <h3 className="font-medium">Checks</h3>
        <CheckList
          label="Checks of this login"
          checks={attempt.checks}
          titles={checkTitles(attempt.checks)}
          onFieldChosen={canEdit ? goToForm : undefined}
        />
        {canEdit && attempt.result === "refused" && (
          <p>
            <LinkButton
              to="/access-control/identities/$identityId/try-login"
              params={{ identityId: attempt.identity.id }}
              search={
                serviceAccount
                  ? { by: "service_account", namespace: serviceAccount.namespace, name: serviceAccount.name }
                  : {}
              }
            >
              Try this login
            </LinkButton>
          </p>
        )}
      </section>
      <DetailList>
        <Detail label="Identity">
          <IdentityLink identity={attempt.identity} />
        </Detail>
        <Detail label="Service account">
          {serviceAccount ? (
            <>
              <p className="break-all font-mono text-[0.8125rem]">
                {serviceAccount.namespace}/{serviceAccount.name}
              </p>
              {serviceAccount.uid && <CopyableId id={serviceAccount.uid} label="service account UID" />}
            </>
          ) : (
            <span className="text-muted">not proven</span>
          )}
        </Detail>
        {attempt.podName && <Detail label="Pod">{attempt.podName}</Detail>}
        {attempt.nodeName && <Detail label="Node">{attempt.nodeName}</Detail>}
        <Detail label="Request">
          <CopyableId id={attempt.requestId} label="request id" />
        </Detail>
        <Detail label="Address">{attempt.ipAddress}</Detail>
        <Detail label="Program">{attempt.userAgent || <span className="text-muted">not named</span>}</Detail>
        {credentialFingerprint && (
          <Detail label="Credential">
            <code className="font-mono text-[0.8125rem]" title="The beginning of its SHA-256">
              {credentialFingerprint}
            </code>
          </Detail>
        )}
        {errorCode && (
          <Detail label="Answer">
            <code className="font-mono text-[0.8125rem]">{errorCode}</code>
          </Detail>
        )}
        {accessTokenId && (
          <Detail label="Access token">
            <CopyableId id={accessTokenId} label="access token id" />
          </Detail>
        )}
      </DetailList>
    </>
  );
}
