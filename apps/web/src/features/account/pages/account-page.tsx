import { useSuspenseQuery } from "@tanstack/react-query";
import { Page, PageHeader } from "#components/page.tsx";
import { PasswordCard } from "#features/account/components/password-card.tsx";
import { ProfileCard } from "#features/account/components/profile-card.tsx";
import { SecondFactorCard } from "#features/account/components/second-factor-card.tsx";
import { SecondFactorNotice } from "#features/account/components/second-factor-notice.tsx";
import { SessionsCard } from "#features/account/components/sessions-card.tsx";
import { useSession } from "#lib/session.ts";
import { trpc } from "#lib/trpc.ts";

/** What is the signed-in person's own, whatever they may do in the organization. */
export function AccountPage() {
  const account = useSuspenseQuery(trpc.account.get.queryOptions()).data;
  const { organization, organizations, isSecondFactorMissing } = useSession();
  return (
    <Page>
      <PageHeader title="Account" purpose="How you are known here, how you sign in, and where you are signed in." />
      {isSecondFactorMissing && (
        <SecondFactorNotice organization={organization.name} hasOtherOrganizations={organizations.length > 1} />
      )}
      <ProfileCard account={account} />
      <PasswordCard account={account} />
      <SecondFactorCard account={account} />
      <SessionsCard account={account} />
    </Page>
  );
}
