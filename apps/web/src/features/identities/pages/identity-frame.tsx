import { useSuspenseQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { LinkTab, LinkTabs } from "#components/link-tabs.tsx";
import { Page, PageHeader } from "#components/page.tsx";
import { useCan } from "#lib/can.ts";
import { trpc } from "#lib/trpc.ts";

/** An identity's header and its tabs around the one that is open. */
export function IdentityFrame({ identityId, children }: { identityId: string; children: ReactNode }) {
  const { name } = useSuspenseQuery(trpc.identity.get.queryOptions({ identityId })).data;
  const can = useCan();
  const params = { identityId };
  return (
    <Page>
      <PageHeader title={name} purpose="An identity: what a program logs in as, and where it gets in." />
      <LinkTabs label="Identity">
        <LinkTab to="/access-control/identities/$identityId" params={params} activeOptions={{ exact: true }}>
          Overview
        </LinkTab>
        {can("identity:get-token") && (
          <LinkTab to="/access-control/identities/$identityId/access-tokens" params={params}>
            Access tokens
          </LinkTab>
        )}
        {can("audit-logs:read") && (
          <LinkTab to="/access-control/identities/$identityId/login-activity" params={params}>
            Login activity
          </LinkTab>
        )}
      </LinkTabs>
      {children}
    </Page>
  );
}
