import type { TryKubernetesLoginInput } from "@podpass/contracts";
import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { EmptyState } from "#components/empty-state.tsx";
import { LinkButton } from "#components/link-button.tsx";
import { Page, PageHeader } from "#components/page.tsx";
import { Card } from "#components/ui/card.tsx";
import { RadioCards } from "#components/ui/radio-cards.tsx";
import { TryJwtForm, TryServiceAccountForm } from "#features/login-activity/components/try-login-forms.tsx";
import { TryLoginResult } from "#features/login-activity/components/try-login-result.tsx";
import type { TryLoginSearch } from "#features/login-activity/lib/try-login-search.ts";
import { useCan } from "#lib/can.ts";
import { trpc } from "#lib/trpc.ts";

const WAYS = [
  { value: "jwt", title: "A pod's JWT", hint: "The cluster is asked about it, as at a login." },
  {
    value: "service_account",
    title: "A service account",
    hint: "Only named: held against the rules, the cluster is not asked.",
  },
] as const;

interface TryLoginPageProps {
  identityId: string;
  search: TryLoginSearch;
  onSearchChange: (search: TryLoginSearch) => void;
}

/** A dry run of a login: what would come of it, check by check. */
export function TryLoginPage({ identityId, search, onSearchChange }: TryLoginPageProps) {
  const identity = useSuspenseQuery(trpc.identity.get.queryOptions({ identityId })).data;
  const canEdit = useCan()("identity:edit-auth");
  // A mutation, so that the JWT is in the body: no URL, no log line and no cache key holds it.
  const attempt = useMutation(trpc.kubernetesAuth.tryLogin.mutationOptions());
  const tryLogin = (input: TryKubernetesLoginInput) => attempt.mutateAsync(input);
  const by = search.by ?? "jwt";
  const missing = !canEdit
    ? "Your role does not let you change how identities log in."
    : identity.authMethods.includes("kubernetes-auth")
      ? null
      : "This identity has no Kubernetes Auth.";

  return (
    <Page>
      <PageHeader
        title="Try a login"
        purpose={`What would come of a pod's login as ${identity.name}. No token is issued, and nothing is kept but a line in the audit log.`}
      />
      {missing !== null ? (
        <EmptyState
          text={missing}
          action={
            <LinkButton to="/access-control/identities/$identityId" params={{ identityId }}>
              Back to {identity.name}
            </LinkButton>
          }
        />
      ) : (
        <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-2">
          <Card>
            <div className="flex flex-col gap-4">
              <RadioCards
                label="What to try"
                options={WAYS}
                value={by}
                onValueChange={(next) => {
                  attempt.reset();
                  onSearchChange({ ...search, by: next });
                }}
              />
              {by === "jwt" ? (
                <TryJwtForm identityId={identityId} onTry={tryLogin} />
              ) : (
                <TryServiceAccountForm
                  identityId={identityId}
                  namespace={search.namespace ?? ""}
                  name={search.name ?? ""}
                  onTry={tryLogin}
                />
              )}
            </div>
          </Card>
          <div aria-live="polite">
            {attempt.data && <TryLoginResult result={attempt.data} identityId={identityId} />}
          </div>
        </div>
      )}
    </Page>
  );
}
